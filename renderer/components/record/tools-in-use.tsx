import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ListFilter } from '../../../shared/contract/operation.ts';
import { api } from '../../platform/api.ts';
import { ButtonLink } from '../button.tsx';
import { NextStep } from '../next-step.tsx';

const IN_USE: ListFilter[] = [{ field: 'status', operator: 'is', values: ['approved', 'conditional'] }];

/** Whether no tool is approved or conditionally approved, so that rules about tools in use have nothing to look at. */
export function useNothingInUse(): boolean {
  const found = useQuery(
    api.tools.list.queryOptions({ input: { filters: IN_USE, limit: 1 }, placeholderData: keepPreviousData }),
  );
  return found.data?.total === 0;
}

/** Where everything follows from the tools in use and there is none yet: what to do first. */
export function ToolsInUseFirst() {
  const { t } = useTranslation();
  return (
    <NextStep
      text={t('record.nothingInUse')}
      action={
        <ButtonLink size="small" to="/tools">
          {t('record.openTools')}
        </ButtonLink>
      }
    />
  );
}
