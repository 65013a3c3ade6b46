import { useTranslation } from 'react-i18next';
import { Drawer } from '../../components/drawer.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Note } from '../../components/note.tsx';
import { readProblem } from '../../platform/problem.ts';

/** What asks a register for one record alone. */
export const byId = (id: string) => ({
  limit: 1,
  filters: [{ field: 'id', operator: 'is' as const, values: [id] }],
});

interface AbsentDrawerProps {
  title: string;
  /** Says that there is no such record. */
  notThere: string;
  /** How the register was read. */
  query: { data: unknown; error: unknown };
  onClose: () => void;
}

/** The drawer of a record that is not there to be shown: still being read, not readable, or gone. */
export function AbsentDrawer({ title, notThere, query: { data, error }, onClose }: AbsentDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer title={title} onClose={onClose}>
      {error !== null && <ErrorPanel what={t('accessTiers.failed')} problem={readProblem(error)} />}
      {error === null && data === undefined && <LoadingRows rows={6} />}
      {data !== undefined && <Note tone="warn">{notThere}</Note>}
    </Drawer>
  );
}
