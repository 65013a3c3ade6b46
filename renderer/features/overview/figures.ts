import type { TFunction } from 'i18next';
import type { ListFilter } from '../../../shared/contract/operation.ts';
import type { Figure } from '../../components/figures-row.tsx';
import { formatNumber } from '../../platform/format.ts';
import { registerPath } from '../../platform/register-path.ts';
import type { Overview } from './overview-data.ts';

type Figures = Overview['figures'];

const OPEN: ListFilter = { field: 'status', operator: 'is', values: ['open', 'in_progress'] };
const RED_FLAG: ListFilter = { field: 'kind', operator: 'is', values: ['red_flag'] };

/** Where the records behind each figure are listed. */
const PATHS: Readonly<Record<keyof Figures, string>> = {
  overdue: '/?only=overdue',
  dueSoon: '/?only=due',
  openRedFlags: registerPath('/findings', [RED_FLAG, OPEN]),
  agreementsEnding: '/due?kind=agreement',
  openFindings: registerPath('/findings', [OPEN]),
  openGaps: '/gaps',
};
const ORDER = ['overdue', 'dueSoon', 'openRedFlags', 'agreementsEnding', 'openGaps'] as const;

/** The five figures at the top of the overview, each a link to its records. */
export function listFigures(figures: Figures, t: TFunction): Figure[] {
  return ORDER.map((name) => {
    const { count, note } = figures[name];
    return {
      label: t(`overview.figure.${name}`),
      value: formatNumber(count),
      note: writeNote(name, count, note, t),
      to: PATHS[name],
    };
  });
}

function writeNote(name: keyof Figures, count: number, note: number | null, t: TFunction): string | undefined {
  if (note === null) return undefined;
  if (name === 'openFindings') {
    if (note === 0) return count === 0 ? undefined : t('overview.note.asLastWeek');
    return t(`overview.note.${note > 0 ? 'more' : 'fewer'}`, { count: Math.abs(note) });
  }
  if (note === 0 || count === 0) return undefined;
  return t(`overview.note.${name}`, { count: note });
}
