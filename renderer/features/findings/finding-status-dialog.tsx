import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FINDING_STATUSES, type Finding } from '../../../shared/contract/findings.ts';
import { findFindingRefusal, maySetFindingStatus } from '../../../shared/rules/findings.ts';
import { FormDialog } from '../../components/dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import type { FindingSaver } from './use-finding-saver.ts';

type Status = Finding['status'];

/** The text that a closed finding needs: a retest for resolved, a response for accepted and withdrawn. */
const NEEDED: Partial<Record<Status, 'retest' | 'response'>> = {
  resolved: 'retest',
  accepted: 'response',
  withdrawn: 'response',
};

/** Moves a finding on; what closes it is written here. */
export function FindingStatusDialog({ saver, onClose }: { saver: FindingSaver; onClose: () => void }) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const finding = saver.present;
  const [status, setStatus] = useState<Status | null>(null);
  const [texts, setTexts] = useState({ retest: finding.retest, response: finding.response });
  const needed = status === null ? undefined : NEEDED[status];
  const next = FINDING_STATUSES.filter(
    (one) => one !== finding.status && !isMoveRefused({ ...finding, retest: '–', response: '–' }, one),
  );

  function findRefusal(): string | undefined {
    if (status === null) return t('findings.status.choose');
    if (!maySetFindingStatus(status, person.role)) return t(`findings.status.role.${status}`);
    return findFindingRefusal({ ...finding, ...texts }, status)?.sentence;
  }

  async function submit(): Promise<void> {
    if (status === null) return;
    const text = needed === undefined ? {} : { [needed]: texts[needed] };
    await saver.save({ status, ...text }, (kept) => kept.status, false);
    onClose();
  }

  return (
    <FormDialog
      title={t('findings.status.title', { code: finding.code })}
      primary={t('findings.changeStatus')}
      unavailable={findRefusal()}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField
        label={t('findings.column.status')}
        value={status}
        options={next.map((value) => ({ value, label: t(`components.word.finding.${value}`) }))}
        onChange={setStatus}
      />
      {needed !== undefined && (
        <TextField
          multiline
          required
          label={t(`findings.field.${needed}`)}
          help={t(`findings.status.help.${needed}`)}
          value={texts[needed]}
          maxLength={20_000}
          onChange={(text) => setTexts({ ...texts, [needed]: text })}
        />
      )}
    </FormDialog>
  );
}

function isMoveRefused(finding: Finding, status: Status): boolean {
  return findFindingRefusal(finding, status) !== null;
}
