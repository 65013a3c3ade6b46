import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agreement, Signatory } from '../../../shared/contract/agreements.ts';
import { findDateFault, listSignatureGaps } from '../../../shared/rules/agreements/deeds.ts';
import { AGREEMENT_PARTS } from '../../../shared/rules/agreements/lifecycle.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import styles from './sign-dialog.module.css';

type Side = Signatory['side'];
const SIDES = ['ours', 'theirs'] as const;
const PARTS = ['our_signature', 'their_signature', 'effective_date', 'signed_file'] as const;

function readSignatory(agreement: Agreement, side: Side): Signatory | null {
  return agreement.signatories.find((one) => one.side === side) ?? null;
}

export interface SignDialogProps {
  agreement: Agreement;
  /** Leads to where the signed document is attached. */
  onAttach: () => void;
  onClose: () => void;
}

/** Records that both have signed, with what that rests on; a list says what is still missing. */
export function SignDialog({ agreement, onAttach, onClose }: SignDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [signers, setSigners] = useState({
    ours: { name: readSignatory(agreement, 'ours')?.name ?? '', position: '', signedOn: null as string | null },
    theirs: { name: readSignatory(agreement, 'theirs')?.name ?? '', position: '', signedOn: null as string | null },
  });
  const [effectiveOn, setEffectiveOn] = useState(agreement.effectiveOn);
  const [expiresOn, setExpiresOn] = useState(agreement.expiresOn);
  const [noticeDays, setNoticeDays] = useState(agreement.noticeDays);
  const [reviewOn, setReviewOn] = useState(agreement.reviewOn);
  const [chosenFile, setChosenFile] = useState<string | null>(agreement.signedFileId);
  const linked = useQuery(
    api.evidence.linked.queryOptions({ input: { recordKind: 'agreement', recordId: agreement.id } }),
  );
  const files = (linked.data ?? []).filter(
    ({ part, evidence }) => part === AGREEMENT_PARTS.signedFile && evidence.fileSha256 !== null,
  );
  const file = files.find(({ evidence }) => evidence.id === chosenFile) ?? files.at(-1);
  const move = useMutation(api.agreements.move.mutationOptions());
  const signatories = SIDES.flatMap((side): Signatory[] => {
    const { name, position, signedOn } = signers[side];
    return name.trim() === '' || signedOn === null ? [] : [{ side, name: name.trim(), position, signedOn }];
  });
  const gaps = listSignatureGaps({ signatories, effectiveOn, fileSha256: file?.evidence.fileSha256 ?? null });
  const fault = findDateFault({ effectiveOn, expiresOn, reviewOn, noticeDays });

  async function submit(): Promise<void> {
    await move.mutateAsync({
      agreementId: agreement.id,
      revision: agreement.revision,
      deed: 'sign',
      signatories,
      effectiveOn,
      expiresOn,
      noticeDays,
      reviewOn,
      signedFileId: file?.evidence.id ?? null,
    });
    await queries.invalidateQueries({ queryKey: api.agreements.key() });
    onClose();
  }

  return (
    <FormDialog
      title={t('agreements.move.sign', { name: agreement.code })}
      primary={t('agreements.deed.sign')}
      width={640}
      unavailable={gaps.length > 0 ? t('agreements.sign.gaps', { count: gaps.length }) : fault?.sentence}
      onSubmit={submit}
      onClose={onClose}
    >
      <ul className={styles.needs} aria-label={t('agreements.sign.needs')}>
        {PARTS.map((part) => (
          <li key={part}>
            <StatusMark shape={gaps.includes(part) ? 'dashed' : 'ok'} tone={gaps.includes(part) ? 'neutral' : 'ok'}>
              {t(`agreements.missing_part.${part}`)}
            </StatusMark>
          </li>
        ))}
      </ul>
      {SIDES.map((side) => (
        <fieldset key={side} className={styles.signer}>
          <legend className={styles.legend}>{t(`agreements.sign.${side}`)}</legend>
          <TextField
            label={t('agreements.sign.name')}
            value={signers[side].name}
            maxLength={200}
            onChange={(name) => setSigners({ ...signers, [side]: { ...signers[side], name } })}
          />
          <TextField
            optional
            label={t('agreements.sign.position')}
            value={signers[side].position}
            maxLength={200}
            onChange={(position) => setSigners({ ...signers, [side]: { ...signers[side], position } })}
          />
          <DateField
            label={t('agreements.sign.on')}
            value={signers[side].signedOn}
            onChange={(signedOn) => setSigners({ ...signers, [side]: { ...signers[side], signedOn } })}
          />
        </fieldset>
      ))}
      <div className={styles.signer}>
        <DateField label={t('agreements.dates.effectiveOn')} value={effectiveOn} onChange={setEffectiveOn} />
        <DateField optional label={t('agreements.dates.expiresOn')} value={expiresOn} onChange={setExpiresOn} />
        <NumberField
          optional
          whole
          min={0}
          max={3650}
          label={t('agreements.dates.noticeDays')}
          unit={t('agreements.days')}
          value={noticeDays}
          onChange={setNoticeDays}
        />
        <DateField
          optional={expiresOn !== null}
          label={t('agreements.dates.reviewOn')}
          help={t('agreements.dates.reviewHelp')}
          value={reviewOn}
          onChange={setReviewOn}
        />
      </div>
      <div>
        <p className={styles.legend}>{t('agreements.evidence.signedFile')}</p>
        {file ? (
          <SelectField
            hideLabel
            label={t('agreements.evidence.signedFile')}
            value={file.evidence.id}
            options={files.map(({ evidence }) => ({
              value: evidence.id,
              label: `${evidence.indexNumber} ${evidence.title}`,
            }))}
            onChange={setChosenFile}
          />
        ) : (
          <p>
            {t('agreements.sign.noFile')}{' '}
            <Button kind="link" onClick={onAttach}>
              {t('agreements.sign.attach')}
            </Button>
          </p>
        )}
      </div>
    </FormDialog>
  );
}
