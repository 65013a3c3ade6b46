import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sighting } from '../../../shared/contract/gaps.ts';
import { FormDialog } from '../../components/dialog.tsx';
import links from '../../components/link.module.css';
import { Note } from '../../components/note.tsx';
import { ToolSelect } from '../../components/record/tool-select.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { Link } from 'react-router';

const CHOICES = ['tool', 'not_relevant', 'open'] as const;
type Choice = (typeof CHOICES)[number];

/** Says which tool of the register a sighting is, or why it does not matter. */
export function SettleDialog({ sightingId, onClose }: { sightingId: string; onClose: () => void }) {
  const found = useQuery(api.gaps.sightings.queryOptions({ input: { sightingId, limit: 1 } }));
  const [sighting] = found.data?.rows ?? [];
  if (!sighting) return null;
  return <SettleForm key={sighting.revision} sighting={sighting} onClose={onClose} />;
}

function SettleForm({ sighting, onClose }: { sighting: Sighting; onClose: () => void }) {
  const { t } = useTranslation();
  const { id, name, source, firstSeenOn, lastSeenOn, tool, decision, revision } = sighting;
  const [choice, setChoice] = useState<Choice>(
    decision !== null && decision.notRelevant !== '' ? 'not_relevant' : 'tool',
  );
  const [toolId, setToolId] = useState<string | null>(decision?.notRelevant === '' ? (tool?.id ?? null) : null);
  const [reason, setReason] = useState(decision?.notRelevant ?? '');
  const refusal = useRoleRefusal('gaps.settleSighting');
  const settle = useMutation(api.gaps.settleSighting.mutationOptions());

  function findRefusal(): string | undefined {
    if (refusal !== undefined) return refusal;
    if (choice === 'tool' && toolId === null) return t('gaps.settle.toolFirst');
    if (choice === 'not_relevant' && reason.trim() === '') return t('gaps.settle.reasonFirst');
    return undefined;
  }

  async function submit(): Promise<void> {
    const decided =
      choice === 'open'
        ? null
        : choice === 'tool' && toolId !== null
          ? ({ kind: 'tool', toolId } as const)
          : ({ kind: 'not_relevant', reason: reason.trim() } as const);
    await settle.mutateAsync({ sightingId: id, revision, decision: decided });
    onClose();
  }

  return (
    <FormDialog
      title={t('gaps.settle.title', { name })}
      primary={t('gaps.settle.save')}
      unavailable={findRefusal()}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        {t('gaps.settle.seen', { source, first: formatDay(firstSeenOn), last: formatDay(lastSeenOn) })}{' '}
        {decision?.by && t('gaps.settle.decided', { name: decision.by.name, day: formatDay(decision.on) })}
      </p>
      <SegmentedControl
        label={t('gaps.settle.choice')}
        options={CHOICES.filter((one) => one !== 'open' || decision !== null).map((value) => ({
          value,
          label: t(`gaps.settle.is.${value}`),
        }))}
        value={choice}
        onChange={setChoice}
      />
      {choice === 'tool' && (
        <>
          <ToolSelect label={t('gaps.settle.tool')} toolId={toolId} onChoose={setToolId} />
          <Note>
            {t('gaps.settle.notThere')}{' '}
            <Link className={links.link} to="/tools?add">
              {t('gaps.settle.register')}
            </Link>
          </Note>
        </>
      )}
      {choice === 'not_relevant' && (
        <TextField
          required
          multiline
          label={t('gaps.settle.reason')}
          help={t('gaps.settle.reasonHelp')}
          value={reason}
          maxLength={500}
          onChange={setReason}
        />
      )}
      {choice === 'open' && <p>{t('gaps.settle.openAgain')}</p>}
    </FormDialog>
  );
}
