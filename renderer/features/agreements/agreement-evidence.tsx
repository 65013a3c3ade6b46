import { useTranslation } from 'react-i18next';
import { AGREEMENT_PARTS, needsReturnProof } from '../../../shared/rules/agreements/lifecycle.ts';
import { Panel } from '../../components/panel.tsx';
import { LinkedEvidence } from '../../components/record/linked-evidence.tsx';
import type { AgreementSaver } from './use-agreement-saver.ts';
import page from '../../components/record/record-page.module.css';
import styles from './agreement-evidence.module.css';

/** What proves an agreement: the signed document, what its need rests on, and at the end the return of the data. */
export function AgreementEvidence({ saver }: { saver: AgreementSaver }) {
  const { t } = useTranslation();
  const { present: agreement, refusal } = saver;
  const parts = [
    { part: AGREEMENT_PARTS.signedFile, name: 'signedFile' },
    { part: AGREEMENT_PARTS.need, name: 'need' },
    ...(needsReturnProof(agreement) ? [{ part: AGREEMENT_PARTS.returnProof, name: 'returnProof' }] : []),
  ];
  return (
    <div className={page.stack}>
      {parts.map(({ part, name }) => (
        <Panel key={part} title={t(`agreements.evidence.${name}`)} note={t(`agreements.evidence.${name}Note`)}>
          <LinkedEvidence
            recordKind="agreement"
            recordId={agreement.id}
            part={part}
            name={agreement.code}
            vendorId={agreement.vendor.id}
            control={agreement.code}
            unavailable={refusal}
          />
          {name === 'signedFile' && agreement.fileSha256 !== null && (
            <p className={styles.sum}>
              {t('agreements.evidence.sum')} <span className="mono">{agreement.fileSha256}</span>
            </p>
          )}
        </Panel>
      ))}
    </div>
  );
}
