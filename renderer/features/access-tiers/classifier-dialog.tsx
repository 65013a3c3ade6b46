import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessTierPack } from '../../../shared/contract/access-tier-pack.ts';
import type { ClassifierAnswers, Repository } from '../../../shared/contract/access-tier-records.ts';
import { YES_NO_UNKNOWN } from '../../../shared/contract/scores.ts';
import { classifyForPci } from '../../../shared/rules/access-tiers/pci-class.ts';
import { Button } from '../../components/button.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { Note } from '../../components/note.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import styles from './drawer-fields.module.css';

interface ClassifierDialogProps {
  questions: AccessTierPack['classifier'];
  repository: Repository;
  onDone: (answers: ClassifierAnswers) => Promise<void>;
  onClose: () => void;
}

/** The classifier's questions one by one, and what the answers lead to. A question that is not answered is unknown. */
export function ClassifierDialog({ questions, repository, onDone, onClose }: ClassifierDialogProps) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<ClassifierAnswers>(repository.pciAnswers);
  const [at, setAt] = useState(0);
  const question = questions[at];
  const { pciClass, provisional } = classifyForPci(questions, answers);
  const answer = question && answers[question.id];

  async function submit(): Promise<void> {
    await onDone(answers);
    onClose();
  }

  return (
    <FormDialog
      title={t('accessTiers.classifier.title', { repository: repository.name })}
      primary={t('accessTiers.classifier.done')}
      unavailable={pciClass === null ? t('accessTiers.classifier.answerOne') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      {question && (
        <div className={styles.stack}>
          <p className={styles.quiet}>
            {t('accessTiers.classifier.place', { id: question.id, number: at + 1, total: questions.length })}
          </p>
          <p aria-live="polite">{question.question}</p>
          <p className={styles.quiet}>{question.guidance}</p>
          <SegmentedControl
            label={question.question}
            value={answer ?? 'none'}
            options={YES_NO_UNKNOWN.map((value) => ({ value, label: t(`accessTiers.classifier.${value}`) }))}
            onChange={(value) => {
              if (value !== 'none') setAnswers({ ...answers, [question.id]: value });
            }}
          />
          <div className={styles.actions}>
            <Button
              size="small"
              unavailable={at === 0 ? t('accessTiers.classifier.isFirst') : undefined}
              onClick={() => setAt(at - 1)}
            >
              {t('accessTiers.classifier.before')}
            </Button>
            <Button
              size="small"
              unavailable={at === questions.length - 1 ? t('accessTiers.classifier.isLast') : undefined}
              onClick={() => setAt(at + 1)}
            >
              {t('accessTiers.classifier.next')}
            </Button>
          </div>
        </div>
      )}
      {pciClass !== null && (
        <Note tone={provisional ? 'warn' : 'neutral'}>
          {t(provisional ? 'accessTiers.classifier.provisional' : 'accessTiers.classifier.result', {
            class: t(`accessTiers.class.${pciClass}`),
          })}{' '}
          {findReason(t, questions, answers, pciClass)}
        </Note>
      )}
    </FormDialog>
  );
}

/** The answer on which the class rests. */
function findReason(
  t: ReturnType<typeof useTranslation>['t'],
  questions: AccessTierPack['classifier'],
  answers: ClassifierAnswers,
  pciClass: string,
): string {
  const leading = questions.find(({ id, leadsTo }) => leadsTo === pciClass && answers[id] === 'yes');
  if (leading) return t('accessTiers.classifier.because', { id: leading.id });
  const open = questions.find(({ id, leadsTo }) => leadsTo === pciClass && (answers[id] ?? 'unknown') === 'unknown');
  if (open) return t('accessTiers.classifier.becauseOpen', { id: open.id });
  return t(pciClass === 'out_of_scope' ? 'accessTiers.classifier.allNo' : 'accessTiers.classifier.noProof');
}
