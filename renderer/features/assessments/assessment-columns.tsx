import type { TFunction } from 'i18next';
import { ASSESSMENT_STATES, type AssessmentRow } from '../../../shared/contract/assessments.ts';
import type { PersonReference } from '../../../shared/contract/operation.ts';
import type { RegisterFilter } from '../../components/register-filter.tsx';
import type { RegisterColumn } from '../../components/register-grid.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { describeState } from '../../components/status-words.ts';
import { DueMark, WordMark } from '../../components/word-mark.tsx';
import { formatDay, formatNumber, formatPercent } from '../../platform/format.ts';
import styles from './assessment-columns.module.css';

function Initials({ person }: { person: PersonReference | null }) {
  if (person === null) return '–';
  return (
    <span className={styles.quiet} title={person.name}>
      {person.initials}
    </span>
  );
}

/** When the assessment, or once it is signed the next one, is due. */
function DueCell({ row, today }: { row: AssessmentRow; today: string }) {
  if (row.state === 'cancelled') return '–';
  if (row.state !== 'signed_off') return row.dueOn === null ? '–' : <DueMark dueOn={row.dueOn} today={today} />;
  if (row.nextDueOn === null) return '–';
  return row.nextDueOn <= today ? <DueMark dueOn={row.nextDueOn} today={today} /> : formatDay(row.nextDueOn);
}

/** The columns of the register of assessments. */
export function listAssessmentColumns(t: TFunction, today: string): RegisterColumn<AssessmentRow>[] {
  const title = (id: string) => ({ id, title: t(`assessments.register.column.${id}`) });
  return [
    { ...title('title'), width: 176, grow: 1.4, render: (row) => row.title },
    { ...title('toolName'), width: 128, grow: 1, render: (row) => row.tool.name },
    {
      ...title('vendorName'),
      width: 120,
      grow: 1,
      render: (row) => <span className={styles.quiet}>{row.vendor.name}</span>,
    },
    { ...title('state'), width: 112, render: (row) => <WordMark of="assessment" value={row.state} /> },
    {
      ...title('answered'),
      width: 88,
      align: 'right',
      sortable: false,
      render: (row) => t('assessments.rail.count', { answered: row.answered, total: row.questions }),
    },
    {
      ...title('score'),
      width: 72,
      align: 'right',
      render: (row) => (row.score === null ? null : formatNumber(Math.round(row.score))),
    },
    {
      ...title('completeness'),
      width: 88,
      align: 'right',
      sortable: false,
      render: (row) => formatPercent(row.completeness),
    },
    {
      ...title('openRedFlags'),
      width: 88,
      sortable: false,
      render: (row) =>
        row.openRedFlags === 0 ? null : (
          <StatusMark shape="flag" tone="bad">
            {formatNumber(row.openRedFlags)}
          </StatusMark>
        ),
    },
    { ...title('preparer'), width: 88, render: (row) => <Initials person={row.preparer} /> },
    { ...title('reviewer'), width: 88, render: (row) => <Initials person={row.reviewer} /> },
    { ...title('dueOn'), width: 144, render: (row) => <DueCell row={row} today={today} /> },
    { ...title('code'), width: 112, hidden: true, render: (row) => <span className="mono">{row.code}</span> },
    { ...title('questionnaire'), width: 144, hidden: true, render: (row) => row.questionnaire },
    {
      ...title('signedAt'),
      width: 112,
      hidden: true,
      render: (row) => row.signedAt && formatDay(row.signedAt.slice(0, 10)),
    },
  ];
}

/** What the register of assessments can be filtered by. */
export function listAssessmentFilters(
  t: TFunction,
  people: readonly Pick<PersonReference, 'id' | 'name'>[],
): RegisterFilter[] {
  const title = (field: string) => ({ field, title: t(`assessments.register.column.${field}`) });
  const options = [
    ...people.map(({ id, name }) => ({ value: id, label: name })),
    { value: null, label: t('components.field.nobody') },
  ];
  return [
    {
      ...title('state'),
      kind: 'choice',
      pinned: true,
      options: ASSESSMENT_STATES.map((value) => ({ value, label: t(describeState('assessment', value).key) })),
    },
    { ...title('preparer'), kind: 'choice', pinned: true, options },
    { ...title('reviewer'), kind: 'choice', pinned: true, options },
    { ...title('dueOn'), kind: 'day', pinned: true },
    { ...title('toolName'), kind: 'text' },
    { ...title('vendorName'), kind: 'text' },
    { ...title('questionnaire'), kind: 'text' },
  ];
}
