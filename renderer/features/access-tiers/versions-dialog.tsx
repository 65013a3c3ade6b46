import { useTranslation } from 'react-i18next';
import type { AccessDesignRow } from '../../../shared/contract/access-tier-records.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { formatDay } from '../../platform/format.ts';

/** Every version that there was, newest first, with who approved it and when it held. */
export function VersionsDialog({ designs, onClose }: { designs: readonly AccessDesignRow[]; onClose: () => void }) {
  const { t } = useTranslation();
  const day = (value: string | null) => (value === null ? null : formatDay(value));
  return (
    <Dialog
      title={t('accessTiers.header.versions')}
      width={720}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('components.close')}</Button>}
    >
      <DataTable
        label={t('accessTiers.header.versions')}
        rows={designs}
        rowId={({ id }) => id}
        columns={[
          { id: 'version', title: t('accessTiers.versions.version'), width: '72px', render: ({ version }) => version },
          {
            id: 'state',
            title: t('accessTiers.versions.state'),
            width: '144px',
            render: ({ state }) => <WordMark of="accessDesign" value={state} />,
          },
          { id: 'since', title: t('accessTiers.versions.since'), render: ({ inForceOn }) => day(inForceOn) },
          { id: 'until', title: t('accessTiers.versions.until'), render: ({ supersededOn }) => day(supersededOn) },
          { id: 'decidedBy', title: t('accessTiers.versions.decidedBy'), render: ({ decidedBy }) => decidedBy?.name },
          {
            id: 'review',
            title: t('accessTiers.versions.nextReview'),
            render: ({ nextReviewOn }) => day(nextReviewOn),
          },
        ]}
      />
    </Dialog>
  );
}
