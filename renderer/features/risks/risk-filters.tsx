import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RISK_TREATMENTS, type RiskListInput } from '../../../shared/contract/risks.ts';
import { LIST_LIMIT } from '../../../shared/contract/operation.ts';
import { Button } from '../../components/button.tsx';
import { PopoverMenu } from '../../components/popover-menu.tsx';
import { api } from '../../platform/api.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { NONE } from './read-risk-filters.ts';
import styles from './risks-page.module.css';

/** What is on the map and in the table: open or closed, whose, about which vendor, treated how. */
export function RiskFilters(props: {
  filters: RiskListInput;
  onChange: (values: Record<string, string | null>) => void;
  onStart: () => void;
}) {
  const { filters, onChange, onStart } = props;
  const { t } = useTranslation();
  const people = useQuery(api.people.list.queryOptions());
  const vendors = useQuery(
    api.vendors.list.queryOptions({ input: { limit: LIST_LIMIT, sort: [{ field: 'name', direction: 'ascending' }] } }),
  );
  const startRefusal = useRoleRefusal('risks.addStarting');
  const any = { value: null, label: t('risks.filter.any') };
  const ofRecord = (id: string | null | undefined) => (id === null ? NONE : id);
  const parts = [
    {
      name: 'state',
      value: filters.state,
      options: (['open', 'closed', 'all'] as const).map((value) => ({ value, label: t(`risks.state.${value}`) })),
    },
    {
      name: 'vendor',
      value: ofRecord(filters.vendorId),
      options: [
        any,
        { value: NONE, label: t('risks.filter.noVendor') },
        ...(vendors.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ],
    },
    {
      name: 'owner',
      value: ofRecord(filters.ownerId),
      options: [
        any,
        { value: NONE, label: t('components.field.nobody') },
        ...(people.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ],
    },
    {
      name: 'treatment',
      value: filters.treatment,
      options: [any, ...RISK_TREATMENTS.map((value) => ({ value, label: t(`risks.treatment.${value}`) }))],
    },
  ];
  return (
    <div className={styles.filters}>
      {parts.map(({ name, value, options }) => (
        <PopoverMenu
          key={name}
          label={t(`risks.filter.${name}`)}
          align="start"
          button={{ size: 'small' }}
          items={options.map((option) => ({
            id: option.value ?? 'any',
            label: option.label,
            run: () => onChange({ [name]: option.value }),
          }))}
        >
          {t(`risks.filter.${name}`)}{' '}
          <b>{options.find((option) => option.value === (value ?? null))?.label ?? t('risks.filter.any')}</b>
        </PopoverMenu>
      ))}
      <Button kind="link" unavailable={startRefusal} onClick={onStart}>
        {t('risks.start.action')}
      </Button>
    </div>
  );
}
