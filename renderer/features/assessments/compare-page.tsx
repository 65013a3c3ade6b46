import { useQuery } from '@tanstack/react-query';
import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { CHANGE_KINDS, type AssessmentRow, type Verdict } from '../../../shared/contract/assessments.ts';
import type { AnswerState, AnswerValue, EvidenceState } from '../../../shared/contract/questionnaire-pack.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import links from '../../components/link.module.css';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatInstant } from '../../platform/format.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { describeValue } from './answer-value.ts';
import styles from './compare-page.module.css';

type ChangeKind = (typeof CHANGE_KINDS)[number];
type Filter = 'changed' | 'all' | ChangeKind;

interface ComparedSide {
  question: string;
  weight: number;
  state: AnswerState | null;
  value: AnswerValue;
  note: string;
  verdict: Verdict | null;
  evidence: readonly string[];
  evidenceState: EvidenceState;
}

interface ComparedRow {
  questionId: string;
  label: string;
  section: string;
  left: ComparedSide | null;
  right: ComparedSide | null;
  changes: readonly ChangeKind[];
}

/** Any two assessments side by side, what changed first. */
export function ComparePage() {
  const { t } = useTranslation();
  const { leftId = '', rightId = '' } = useParams();
  const [filter, setFilter] = useState<Filter>('changed');
  const comparison = useQuery(api.assessments.compare.queryOptions({ input: { leftId, rightId } }));
  usePage(t('assessments.compare.title'), [
    { label: t('assessments.title'), to: '/assessments' },
    ...(comparison.data
      ? [{ label: comparison.data.right.title, to: recordPath('assessment', comparison.data.right.id) }]
      : []),
  ]);
  if (comparison.isError) return <ErrorPanel problem={readProblem(comparison.error)} />;
  if (!comparison.data) return <LoadingRows rows={8} />;

  const { left, right, rows } = comparison.data;
  const count = (wanted: Filter) => rows.filter((row) => fits(row, wanted)).length;
  const kinds = CHANGE_KINDS.filter((kind) => count(kind) > 0);
  const shown = rows
    .filter((row) => fits(row, filter))
    .toSorted((one, other) => Number(other.changes.length > 0) - Number(one.changes.length > 0));
  return (
    <PageLayout
      header={
        <PageHeader
          title={t('assessments.compare.title')}
          fact={t('assessments.compare.fact', { changed: count('changed'), count: rows.length })}
          actions={
            <ButtonLink icon={ArrowLeftRight} to={`/assessments/${rightId}/compare/${leftId}`}>
              {t('assessments.compare.swap')}
            </ButtonLink>
          }
        />
      }
      tabs={
        <TabBar<Filter>
          label={t('assessments.compare.filter')}
          tabs={(['changed', ...kinds, 'all'] as const).map((id) => ({
            id,
            label: t(`assessments.compare.kind.${id}`),
            count: count(id),
          }))}
          current={filter}
          onChange={setFilter}
        />
      }
    >
      {shown.length === 0 ? (
        <p className={styles.nothing}>{t('assessments.compare.same')}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('assessments.compare.question')}</th>
                <SideHead row={left} />
                <SideHead row={right} />
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.questionId}>
                  <th scope="row" className={styles.question}>
                    <span className="mono">{row.questionId}</span>
                    <span>{row.label}</span>
                    <span className={styles.quiet}>{row.section}</span>
                    <span className={styles.changes}>
                      {row.changes.map((kind) => (
                        <Chip key={kind} tone="warn">
                          {t(`assessments.compare.kind.${kind}`)}
                        </Chip>
                      ))}
                    </span>
                  </th>
                  <SideCell side={row.left} changes={row.changes} />
                  <SideCell side={row.right} changes={row.changes} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </PageLayout>
  );
}

function fits({ changes }: ComparedRow, filter: Filter): boolean {
  if (filter === 'all') return true;
  return filter === 'changed' ? changes.length > 0 : changes.includes(filter);
}

function SideHead({ row }: { row: AssessmentRow }) {
  const { t } = useTranslation();
  return (
    <th scope="col">
      <Link className={links.link} to={recordPath('assessment', row.id)}>
        {t('assessments.compare.side', { code: row.code, title: row.title })}
      </Link>
      <div className={styles.quiet}>
        {t('assessments.compare.sideFact', { tool: row.tool.name, questionnaire: row.questionnaire })}
        {row.signedAt !== null && ` ${t('assessments.compare.signed', { at: formatInstant(row.signedAt) })}`}
      </div>
    </th>
  );
}

function SideCell({ side, changes }: { side: ComparedSide | null; changes: readonly ChangeKind[] }) {
  const { t } = useTranslation();
  if (side === null) return <td className={styles.quiet}>{t('assessments.compare.absent')}</td>;
  const value = describeValue({ choices: [] }, side.value);
  const mark = (kind: ChangeKind) => (changes.includes(kind) ? styles.changed : undefined);
  return (
    <td className={styles.side}>
      {changes.includes('template') && <p className={styles.changed}>{side.question}</p>}
      <p className={mark('answer')}>
        <WordMark of="answer" value={side.state} />
        {value !== '' && ` ${value}`}
      </p>
      {side.note !== '' && <p className={mark('note')}>{side.note}</p>}
      <p className={mark('evidence')}>
        <WordMark of="evidence" value={side.evidenceState} /> <span className="mono">{side.evidence.join(', ')}</span>
      </p>
      {(side.verdict !== null || changes.includes('verdict')) && (
        <p className={mark('verdict')}>
          <WordMark of="verdict" value={side.verdict} />
        </p>
      )}
    </td>
  );
}
