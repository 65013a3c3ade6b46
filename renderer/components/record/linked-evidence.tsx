import { useMutation, useQuery } from '@tanstack/react-query';
import { Paperclip, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LinkedEvidence as Piece, LinkedRecordKind } from '../../../shared/contract/evidence.ts';
import { api, client } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useToasts } from '../../platform/toasts.tsx';
import { Button } from '../button.tsx';
import { ErrorPanel } from '../error-panel.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { StatusMark } from '../status-mark.tsx';
import { describeState } from '../status-words.ts';
import { WordMark } from '../word-mark.tsx';
import type { HostFile } from '../../platform/host.ts';
import { AttachEvidenceDialog } from './attach-evidence-dialog.tsx';
import { EvidenceDrop } from './evidence-drop.tsx';
import links from '../link.module.css';
import styles from './linked-evidence.module.css';

export interface LinkedEvidenceProps {
  recordKind: LinkedRecordKind;
  recordId: string;
  /** The part of the record that is shown; '' for all of it. */
  part?: string;
  /** What the dialog says it is attached to: "R-003 Code leaves the region". */
  name: string;
  vendorId: string | null;
  /** The control from which a new piece gets its index number: "A-PRE-5", "AG-014". */
  control: string;
  /** Why nothing can be attached or detached now, besides the role. */
  unavailable?: string | undefined;
}

/** What stands behind a record or a part of it; more can be attached, and each piece can be taken off again. */
export function LinkedEvidence(props: LinkedEvidenceProps) {
  const { recordKind, recordId, part = '', name, vendorId, control } = props;
  const { t } = useTranslation();
  const { toast } = useToasts();
  const [attaching, setAttaching] = useState<{ file?: HostFile } | null>(null);
  const roleRefusal = useRoleRefusal('evidence.link');
  const refusal = roleRefusal ?? props.unavailable;
  const list = useQuery(api.evidence.linked.queryOptions({ input: { recordKind, recordId } }));
  const target = { recordKind, recordId, part };
  const link = useMutation(api.evidence.link.mutationOptions());
  const unlink = useMutation(api.evidence.unlink.mutationOptions());
  const pieces = list.data?.filter((piece) => piece.part === part) ?? [];

  async function detach({ evidence: { id: evidenceId, title }, page }: Piece): Promise<void> {
    await unlink.mutateAsync({ ...target, evidenceId });
    toast({
      message: t('record.linked.detached', { title }),
      undo: () => void client.evidence.link({ ...target, evidenceId, page }).then(() => list.refetch()),
    });
  }

  return (
    <EvidenceDrop unavailable={refusal} onFile={(file) => setAttaching({ file })}>
      <div className={styles.linked}>
        {list.isPending && <LoadingRows rows={1} />}
        {list.isError && <ErrorPanel problem={readProblem(list.error)} />}
        {unlink.isError && <ErrorPanel problem={readProblem(unlink.error)} />}
        {list.data && pieces.length === 0 && <p className={styles.quiet}>{t('record.linked.none')}</p>}
        {pieces.length > 0 && (
          <ul className={styles.list}>
            {pieces.map((piece) => (
              <li key={piece.evidence.id} className={styles.piece}>
                <span className={styles.document}>
                  <Link className={links.link} to={recordPath('evidence', piece.evidence.id)}>
                    <span className="mono">{piece.evidence.indexNumber}</span> {piece.evidence.title}
                  </Link>
                  {piece.page !== '' && `, ${piece.page}`}
                </span>
                <PieceState piece={piece} />
                <span className={styles.day}>{describeDay(piece)}</span>
                {refusal === undefined && (
                  <Button
                    kind="quiet"
                    size="small"
                    icon={X}
                    aria-label={t('record.linked.detachOne', { title: piece.evidence.title })}
                    onClick={() => void detach(piece).catch(() => undefined)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        <div>
          <Button kind="link" icon={Paperclip} unavailable={refusal} onClick={() => setAttaching({})}>
            {t('record.linked.attach')}
          </Button>
        </div>
        {attaching && (
          <AttachEvidenceDialog
            title={t('record.attach.title', { name })}
            vendorId={vendorId}
            control={control}
            attachedIds={new Set(pieces.map(({ evidence }) => evidence.id))}
            file={attaching.file}
            attach={(evidenceId, page) => link.mutateAsync({ ...target, evidenceId, page })}
            onClose={() => setAttaching(null)}
          />
        )}
      </div>
    </EvidenceDrop>
  );
}

function describeDay({ evidence }: Piece): string {
  const day = evidence.periodEnd ?? evidence.datedOn;
  return day === null ? '–' : formatDay(day);
}

function PieceState({ piece: { evidence } }: { piece: Piece }) {
  const { t } = useTranslation();
  if (evidence.effectiveState === evidence.state) return <WordMark of="evidence" value={evidence.state} />;
  return (
    <StatusMark shape="clock" tone="warn">
      {t('record.linked.stale', { state: t(describeState('evidence', evidence.state).key) })}
    </StatusMark>
  );
}
