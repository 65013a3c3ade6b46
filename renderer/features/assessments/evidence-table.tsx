import { Paperclip, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Answer } from '../../../shared/contract/assessments.ts';
import { Button } from '../../components/button.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { describeState } from '../../components/status-words.ts';
import { WordMark } from '../../components/word-mark.tsx';
import { formatDay } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import { lacksEvidence, type QuestionRow } from './assessment-rows.ts';
import styles from './evidence-table.module.css';

export interface EvidenceTableProps {
  row: QuestionRow;
  onAttach: () => void;
  onDetach: (piece: Answer['evidence'][number]) => void;
  /** Why nothing can be attached or detached now. */
  unavailable: string | undefined;
}

/** What stands behind the answer, and what the question still wants. */
export function EvidenceTable({ row, onAttach, onDetach, unavailable }: EvidenceTableProps) {
  const { t } = useTranslation();
  const { expected, freshMonths } = row.question.evidence;
  const { evidence } = row.answer;
  const isMissing = lacksEvidence(row);
  return (
    <section className={styles.evidence} aria-labelledby="evidence-title">
      <div className={styles.head}>
        <h3 id="evidence-title" className={styles.title}>
          {t('assessments.evidence.title')}
        </h3>
        {expected !== '' && (
          <span className={styles.expected}>
            {freshMonths === null
              ? t('assessments.evidence.expected', { expected })
              : t('assessments.evidence.expectedFresh', { expected, count: freshMonths })}
          </span>
        )}
        <span className={styles.attach}>
          <Button kind="link" icon={Paperclip} keyCap="A" unavailable={unavailable} onClick={onAttach}>
            {t('assessments.evidence.attach')}
          </Button>
        </span>
      </div>
      {(evidence.length > 0 || isMissing) && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('assessments.evidence.index')}</th>
                <th scope="col">{t('assessments.evidence.document')}</th>
                <th scope="col">{t('assessments.evidence.state')}</th>
                <th scope="col" className={styles.right}>
                  {t('assessments.evidence.dated')}
                </th>
              </tr>
            </thead>
            <tbody>
              {evidence.map((piece) => (
                <tr key={piece.evidenceId}>
                  <td className="mono">{piece.indexNumber}</td>
                  <td className={styles.document}>
                    <Link className={styles.link} to={recordPath('evidence', piece.evidenceId)}>
                      {piece.title}
                    </Link>
                    {piece.page !== '' && `, ${piece.page}`}
                    {unavailable === undefined && (
                      <span className={styles.detach}>
                        <Button
                          kind="quiet"
                          size="small"
                          icon={X}
                          aria-label={t('assessments.evidence.detachOne', { title: piece.title })}
                          onClick={() => onDetach(piece)}
                        />
                      </span>
                    )}
                  </td>
                  <td>
                    <PieceState piece={piece} />
                  </td>
                  <td className={styles.right}>{piece.datedOn === null ? '–' : formatDay(piece.datedOn)}</td>
                </tr>
              ))}
              {isMissing && (
                <tr>
                  <td className={styles.quiet}>–</td>
                  <td className={styles.document}>{expected}</td>
                  <td>
                    <WordMark of="evidence" value="none" />
                  </td>
                  <td className={`${styles.right} ${styles.quiet}`}>–</td>
                </tr>
              )}
            </tbody>
          </table>
        </div>
      )}
      {evidence.length === 0 && !isMissing && <p className={styles.quiet}>{t('assessments.evidence.none')}</p>}
    </section>
  );
}

function PieceState({ piece }: { piece: Answer['evidence'][number] }) {
  const { t } = useTranslation();
  if (!piece.stale) return <WordMark of="evidence" value={piece.state} />;
  return (
    <StatusMark shape="clock" tone="warn">
      {t('assessments.evidence.stale', { state: t(describeState('evidence', piece.state).key) })}
    </StatusMark>
  );
}
