import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResidencyWriter } from '../../../shared/rules/residency/cause-words.ts';
import { formatDay, formatList } from '../../platform/format.ts';

/** Words causes and places in the page's language. */
export function useResidencyWriter(): ResidencyWriter {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      say: (key, parameters) => t(`residency.${key}`, { ...parameters }),
      writeDay: formatDay,
      writeList: formatList,
    }),
    [t],
  );
}
