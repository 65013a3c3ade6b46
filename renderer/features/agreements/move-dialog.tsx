import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agreement, AgreementDeed, MoveInput, NeedRule } from '../../../shared/contract/agreements.ts';
import { REQUIRING_RULES, WAIVING_RULES } from '../../../shared/rules/agreements/deeds.ts';
import { addMonths } from '../../../shared/rules/days.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { useWorking } from '../../platform/workspace.tsx';

export interface MoveDialogProps {
  agreement: Agreement;
  deed: Exclude<AgreementDeed, 'sign'>;
  onClose: () => void;
}

/** What the dialog has gathered; each deed takes its part. */
interface Gathered {
  reason: string;
  ruleId: NeedRule | null;
  on: string | null;
  from: string;
  channel: string;
  expiresOn: string | null;
  reviewOn: string | null;
}

function writeMove(agreement: Agreement, deed: MoveDialogProps['deed'], gathered: Gathered): MoveInput | null {
  const { reason, ruleId, on, from, channel, expiresOn, reviewOn } = gathered;
  const base = { agreementId: agreement.id, revision: agreement.revision };
  const text = reason.trim();
  switch (deed) {
    case 'request':
      return on === null || from.trim() === '' || channel.trim() === ''
        ? null
        : { ...base, deed, on, from: from.trim(), channel: channel.trim() };
    case 'terminate':
      return on === null || text === '' ? null : { ...base, deed, on, reason: text };
    case 'renew':
      return text === '' ? null : { ...base, deed, expiresOn, reviewOn, reason: text };
    case 'require':
    case 'waive':
      return text === '' || (agreement.kind === 'baa' && ruleId === null)
        ? null
        : { ...base, deed, ruleId: agreement.kind === 'baa' ? ruleId : null, reason: text };
    default:
      return text === '' ? null : { ...base, deed, reason: text };
  }
}

/** Takes an agreement a step on in its life, with what is put on record of it. */
export function MoveDialog({ agreement, deed: asked, onClose }: MoveDialogProps) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const queries = useQueryClient();
  const [deed, setDeed] = useState(asked);
  const [gathered, setGathered] = useState<Gathered>({
    reason: '',
    ruleId: null,
    on: today,
    from: agreement.requestedFrom,
    channel: agreement.requestChannel,
    expiresOn: null,
    reviewOn: agreement.reviewOn,
  });
  const move = useMutation(api.agreements.move.mutationOptions());
  const set = (changes: Partial<Gathered>) => setGathered((before) => ({ ...before, ...changes }));
  const input = writeMove(agreement, deed, gathered);
  const isNeed = deed === 'require' || deed === 'waive';
  const rules: readonly NeedRule[] = deed === 'require' ? REQUIRING_RULES : WAIVING_RULES;

  async function submit(): Promise<void> {
    if (input === null) return;
    await move.mutateAsync(input);
    await queries.invalidateQueries({ queryKey: api.agreements.key() });
    onClose();
  }

  return (
    <FormDialog
      title={t(`agreements.move.${deed}`, { name: agreement.code })}
      primary={t(`agreements.deed.${deed}`)}
      unavailable={input === null ? t(`agreements.move.missing.${isNeed ? 'need' : deed}`) : undefined}
      danger={deed === 'terminate'}
      onSubmit={submit}
      onClose={onClose}
    >
      {isNeed && agreement.stateToday === 'not_assessed' && (
        <SegmentedControl
          label={t('agreements.move.need')}
          value={deed}
          options={(['require', 'waive'] as const).map((value) => ({
            value,
            label: t(`agreements.move.${value}Short`),
          }))}
          onChange={(value) => {
            setDeed(value);
            set({ ruleId: null });
          }}
        />
      )}
      {isNeed && agreement.kind === 'baa' && (
        <SelectField
          label={t('agreements.move.rule')}
          help={t('agreements.move.ruleHelp')}
          value={gathered.ruleId}
          options={rules.map((value) => ({ value, label: t(`agreements.rule.${value}`) }))}
          onChange={(ruleId) => set({ ruleId })}
        />
      )}
      {deed === 'request' && (
        <>
          <TextField
            required
            label={t('agreements.move.from')}
            value={gathered.from}
            maxLength={200}
            onChange={(from) => set({ from })}
          />
          <TextField
            required
            label={t('agreements.move.channel')}
            help={t('agreements.move.channelHelp')}
            value={gathered.channel}
            maxLength={200}
            onChange={(channel) => set({ channel })}
          />
        </>
      )}
      {(deed === 'request' || deed === 'terminate') && (
        <DateField label={t(`agreements.move.${deed}On`)} value={gathered.on} onChange={(on) => set({ on })} />
      )}
      {deed === 'renew' && (
        <>
          <DateField
            optional
            label={t('agreements.dates.expiresOn')}
            help={t('agreements.dates.expiresHelp')}
            value={gathered.expiresOn}
            onChange={(expiresOn) => set({ expiresOn })}
          />
          <DateField
            optional={gathered.expiresOn !== null}
            label={t('agreements.dates.reviewOn')}
            help={t('agreements.dates.reviewHelp')}
            value={gathered.reviewOn}
            onChange={(reviewOn) => set({ reviewOn: reviewOn ?? (gathered.expiresOn ? null : addMonths(today, 12)) })}
          />
        </>
      )}
      {deed !== 'request' && (
        <TextField
          multiline
          required
          label={t('agreements.move.reason')}
          help={t(`agreements.move.reasonHelp.${deed}`)}
          value={gathered.reason}
          maxLength={2000}
          onChange={(reason) => set({ reason })}
        />
      )}
    </FormDialog>
  );
}
