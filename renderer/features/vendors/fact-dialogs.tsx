import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  FACT_CONFIDENCES,
  FACT_TOPICS,
  type FactConfidence,
  type FactDifference,
  type FactTopic,
  type VendorFact,
} from '../../../shared/contract/profiles.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './fact-dialogs.module.css';

interface FactDialogProps {
  vendorId: string;
  /** Null for a new one. */
  fact: VendorFact | null;
  /** Why nothing may be changed. */
  refusal: string | undefined;
  onClose: () => void;
}

/** Adds or changes a fact of a vendor; what was read again gets the day on which it was read. */
export function FactDialog({ vendorId, fact, refusal, onClose }: FactDialogProps) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const [topic, setTopic] = useState<FactTopic | null>(fact?.topic ?? null);
  const [plan, setPlan] = useState(fact?.plan ?? '');
  const [value, setValue] = useState(fact?.value ?? '');
  const [source, setSource] = useState(fact?.source ?? '');
  const [seenOn, setSeenOn] = useState<string | null>(fact?.seenOn ?? today);
  const [confidence, setConfidence] = useState<FactConfidence>(fact?.confidence ?? 'low');
  const add = useMutation(api.profiles.addFact.mutationOptions());
  const change = useMutation(api.profiles.changeFact.mutationOptions());
  const remove = useMutation(api.profiles.removeFact.mutationOptions());
  const complete = topic !== null && value.trim() !== '' && seenOn !== null && seenOn <= today;

  async function submit(): Promise<void> {
    if (topic === null || seenOn === null) return;
    const fields = { topic, plan: plan.trim(), value: value.trim(), source: source.trim(), seenOn, confidence };
    if (fact) await change.mutateAsync({ factId: fact.id, revision: fact.revision, changes: fields });
    else await add.mutateAsync({ vendorId, fact: fields });
    onClose();
  }

  return (
    <FormDialog
      title={t(fact ? 'profiles.edit.title' : 'profiles.edit.addTitle')}
      primary={t('profiles.edit.action')}
      unavailable={refusal ?? (complete ? undefined : t('profiles.edit.incomplete'))}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField
        label={t('profiles.field.topic')}
        value={topic}
        options={FACT_TOPICS.map((one) => ({ value: one, label: t(`profiles.topic.${one}`) }))}
        onChange={setTopic}
      />
      <TextField
        multiline
        required
        label={t('profiles.field.value')}
        value={value}
        maxLength={2000}
        onChange={setValue}
      />
      <TextField optional label={t('profiles.field.plan')} value={plan} maxLength={500} onChange={setPlan} />
      <TextField optional label={t('profiles.field.source')} value={source} maxLength={1000} onChange={setSource} />
      <DateField
        label={t('profiles.field.seenOn')}
        value={seenOn}
        problem={seenOn !== null && seenOn > today ? t('profiles.edit.future') : undefined}
        onChange={setSeenOn}
      />
      <SelectField
        label={t('profiles.field.confidence')}
        value={confidence}
        options={FACT_CONFIDENCES.map((one) => ({ value: one, label: t(`profiles.confidence.${one}`) }))}
        onChange={setConfidence}
      />
      {fact && (
        <div>
          <Button
            kind="danger"
            size="small"
            unavailable={refusal}
            onClick={() =>
              void remove.mutateAsync({ factId: fact.id, revision: fact.revision }).then(onClose, () => undefined)
            }
          >
            {t('profiles.edit.remove')}
          </Button>
        </div>
      )}
    </FormDialog>
  );
}

/** What a newer profile gives otherwise: the person takes it or leaves it, fact by fact. */
export function RefreshDialog(props: {
  vendorId: string;
  title: string;
  differences: readonly FactDifference[];
  onClose: () => void;
}) {
  const { vendorId, title, differences, onClose } = props;
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const refresh = useMutation(api.profiles.refresh.mutationOptions());

  function toggle(id: string): void {
    const after = new Set(chosen);
    if (!after.delete(id)) after.add(id);
    setChosen(after);
  }

  return (
    <FormDialog
      title={t('profiles.refresh.title', { title })}
      primary={t('profiles.refresh.action', { count: chosen.size })}
      width={640}
      onSubmit={async () => {
        await refresh.mutateAsync({ vendorId, profileFactIds: [...chosen] });
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t('profiles.refresh.text')}</p>
      <ul className={styles.list}>
        {differences.map(({ profileFactId, present, offered }) => (
          <li key={profileFactId} className={styles.difference}>
            <Checkbox
              label={t('profiles.refresh.take', { topic: t(`profiles.topic.${offered.topic}`), plan: offered.plan })}
              checked={chosen.has(profileFactId)}
              onChange={() => toggle(profileFactId)}
            />
            <dl className={styles.values}>
              <dt>{t('profiles.refresh.present')}</dt>
              <dd>
                {present ? t('profiles.refresh.seen', { value: present.value, day: formatDay(present.seenOn) }) : '–'}
              </dd>
              <dt>{t('profiles.refresh.offered')}</dt>
              <dd>{t('profiles.refresh.seen', { value: offered.value, day: formatDay(offered.seenOn) })}</dd>
            </dl>
          </li>
        ))}
      </ul>
    </FormDialog>
  );
}
