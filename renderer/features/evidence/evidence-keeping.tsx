import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evidence, EvidenceHold } from '../../../shared/contract/evidence.ts';
import { findDisposalRefusal } from '../../../shared/rules/evidence.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DrawerSection } from '../../components/drawer.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Facts } from '../../components/facts.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { api, client } from '../../platform/api.ts';
import { formatDay, formatInstant } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { DisposeDialog, LiftHoldDialog, PlaceHoldDialog } from './keeping-dialogs.tsx';
import styles from './evidence-page.module.css';

/** Until when a piece is kept and why, what holds it beyond that, and how its file is destroyed. */
export function EvidenceKeeping({ evidence }: { evidence: Evidence }) {
  return (
    <>
      <Retention evidence={evidence} />
      <Holds evidence={evidence} />
      <Disposal evidence={evidence} />
    </>
  );
}

function Retention({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  const { retention, retainUntil, retainedFrom } = evidence;
  return (
    <DrawerSection title={t('evidence.keeping.retention')}>
      <p>
        {retainUntil === null
          ? t('evidence.keeping.noMinimum')
          : t('evidence.keeping.until', { until: formatDay(retainUntil), from: formatDay(retainedFrom) })}
      </p>
      {retention.length > 0 && (
        <DataTable
          label={t('evidence.keeping.rules')}
          compact
          rows={retention}
          rowId={({ id }) => id}
          isStrong={({ decides }) => decides}
          columns={[
            {
              id: 'rule',
              title: t('evidence.keeping.rule'),
              wrap: true,
              render: ({ title, basis, because }) => (
                <>
                  {title}
                  <span className={styles.basis}>{basis}</span>
                  <span className={styles.basis}>
                    {t('evidence.keeping.because', { why: t(`evidence.keeping.why.${because}`) })}
                  </span>
                </>
              ),
            },
            {
              id: 'until',
              title: t('evidence.keepUntil'),
              width: '108px',
              align: 'right',
              render: ({ until, decides }) =>
                until === null ? t('evidence.keeping.none') : `${formatDay(until)}${decides ? ' *' : ''}`,
            },
          ]}
        />
      )}
      {retainUntil !== null && <p className={styles.quiet}>{t('evidence.keeping.decides')}</p>}
      <RuleChoice evidence={evidence} />
    </DrawerSection>
  );
}

function RuleChoice({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  const pack = useQuery(api.evidence.retentionRules.queryOptions());
  const update = useMutation(api.evidence.update.mutationOptions());
  const readOnly = useRoleRefusal('evidence.update') !== undefined;

  async function choose(id: string, chosen: boolean): Promise<void> {
    const { revision, retentionRules: before } = await client.evidence.get({ evidenceId: evidence.id });
    const retentionRules = chosen ? [...before, id] : before.filter((one) => one !== id);
    await update.mutateAsync({ evidenceId: evidence.id, revision, changes: { retentionRules } });
  }

  return (
    <details className={styles.choice}>
      <summary>{t('evidence.keeping.choose')}</summary>
      {update.error && <ErrorPanel problem={readProblem(update.error)} />}
      <fieldset className={styles.rules} aria-label={t('evidence.keeping.choose')}>
        {pack.data?.rules.map(({ id, title, basis, covers }) => (
          <Checkbox
            key={id}
            label={title}
            help={`${covers} ${basis}`}
            checked={evidence.retentionRules.includes(id)}
            readOnly={readOnly}
            onChange={(chosen) => void choose(id, chosen).catch(() => undefined)}
          />
        ))}
      </fieldset>
      {pack.data && <p className={styles.quiet}>{t('evidence.keeping.asOf', { day: formatDay(pack.data.asOf) })}</p>}
    </details>
  );
}

function Holds({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  const [placing, setPlacing] = useState(false);
  const [lifting, setLifting] = useState<EvidenceHold | null>(null);
  const placeRefusal = useRoleRefusal('evidence.placeHold');
  return (
    <DrawerSection title={t('evidence.hold')}>
      {evidence.holds.length === 0 && <p>{t('evidence.holds.none')}</p>}
      <ul className={styles.holds}>
        {evidence.holds.map((hold) => (
          <HoldLine key={hold.id} hold={hold} onLift={() => setLifting(hold)} />
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button
          size="small"
          unavailable={placeRefusal ?? (evidence.file ? undefined : t('evidence.holds.noFile'))}
          onClick={() => setPlacing(true)}
        >
          {t('evidence.holds.place')}
        </Button>
      </div>
      {placing && <PlaceHoldDialog evidence={evidence} onClose={() => setPlacing(false)} />}
      {lifting && <LiftHoldDialog indexNumber={evidence.indexNumber} hold={lifting} onClose={() => setLifting(null)} />}
    </DrawerSection>
  );
}

function HoldLine({ hold, onLift }: { hold: EvidenceHold; onLift: () => void }) {
  const { t } = useTranslation();
  const liftRefusal = useRoleRefusal('evidence.liftHold');
  const isLifted = hold.liftedAt !== null;
  return (
    <li className={styles.hold}>
      <StatusMark shape={isLifted ? 'dash' : 'lock'} tone={isLifted ? 'mute' : 'neutral'}>
        {hold.matter}
      </StatusMark>
      {hold.reason !== '' && <p>{hold.reason}</p>}
      <p className={styles.quiet}>
        {t('evidence.holds.placed', { name: hold.placedBy?.name ?? '–', at: formatInstant(hold.placedAt) })}
      </p>
      {hold.liftedAt === null ? (
        <Button size="small" unavailable={liftRefusal} onClick={onLift}>
          {t('evidence.holds.lift')}
        </Button>
      ) : (
        <p className={styles.quiet}>
          {t('evidence.holds.lifted', {
            name: hold.liftedBy?.name ?? '–',
            at: formatInstant(hold.liftedAt),
            reason: hold.liftReason,
          })}
        </p>
      )}
    </li>
  );
}

function Disposal({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const [disposing, setDisposing] = useState(false);
  const roleRefusal = useRoleRefusal('evidence.dispose');
  const { disposal, disposedAt } = evidence;
  if (disposal) return <Certificate disposal={disposal} />;
  if (disposedAt !== null) return null;
  const found = findDisposalRefusal(evidence, [], today);
  const refusal =
    found &&
    t(`evidence.disposal.refused.${found.reason}`, {
      index: evidence.indexNumber,
      about: found.reason === 'kept' ? formatDay(found.about) : found.about,
    });
  return (
    <DrawerSection title={t('evidence.disposal.title')}>
      <p>{t('evidence.disposal.text')}</p>
      {refusal && <p className={styles.quiet}>{refusal}</p>}
      <div className={styles.buttons}>
        <Button
          size="small"
          kind="danger"
          unavailable={roleRefusal ?? refusal ?? undefined}
          onClick={() => setDisposing(true)}
        >
          {t('evidence.dispose')}
        </Button>
      </div>
      {disposing && <DisposeDialog evidence={evidence} onClose={() => setDisposing(false)} />}
    </DrawerSection>
  );
}

function Certificate({ disposal }: { disposal: NonNullable<Evidence['disposal']> }) {
  const { t } = useTranslation();
  return (
    <DrawerSection title={t('evidence.certificate.title', { number: disposal.number })}>
      <Facts
        labelWidth={120}
        facts={[
          {
            label: t('evidence.certificate.destroyed'),
            value: t('evidence.collectedBy', {
              name: disposal.disposedBy?.name ?? '–',
              at: formatInstant(disposal.disposedAt),
            }),
          },
          { label: t('evidence.reason'), value: disposal.reason },
          {
            label: t('evidence.keepUntil'),
            value: disposal.retainedUntil === null ? t('evidence.keeping.none') : formatDay(disposal.retainedUntil),
          },
          {
            label: t('evidence.certificate.bytes'),
            value: t(disposal.bytesRemoved ? 'evidence.certificate.removed' : 'evidence.certificate.stay'),
          },
        ]}
      />
    </DrawerSection>
  );
}
