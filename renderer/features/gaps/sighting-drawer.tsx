import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Sighting } from '../../../shared/contract/gaps.ts';
import { Button } from '../../components/button.tsx';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Facts } from '../../components/facts.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { LinkedEvidence } from '../../components/record/linked-evidence.tsx';
import { RecordHistory } from '../../components/record-history.tsx';
import { api } from '../../platform/api.ts';
import { formatDay, formatNumber } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import styles from './gaps-page.module.css';
import { WhatItIs } from './sighting-list.tsx';

/** The sixth of the gaps that auditors find, from which evidence of a sighting gets its index number. */
const CONTROL = 'GAP-6';

interface SightingDrawerProps {
  sightingId: string;
  onSettle: () => void;
  onClose: () => void;
}

/** What is known of a tool that was seen: where and when, what it is, the evidence of it, and what was decided. */
export function SightingDrawer({ sightingId, onSettle, onClose }: SightingDrawerProps) {
  const { t } = useTranslation();
  const found = useQuery(api.gaps.sightings.queryOptions({ input: { sightingId, limit: 1 } }));
  const [sighting] = found.data?.rows ?? [];
  if (sighting) return <SightingRecord sighting={sighting} onSettle={onSettle} onClose={onClose} />;
  return (
    <Drawer title={t('gaps.sightings.record')} onClose={onClose}>
      {found.error && <ErrorPanel problem={readProblem(found.error)} />}
      {found.isPending && <LoadingRows rows={6} />}
      {found.data && <p>{t('gaps.sightings.gone')}</p>}
    </Drawer>
  );
}

function SightingRecord({
  sighting,
  onSettle,
  onClose,
}: Omit<SightingDrawerProps, 'sightingId'> & { sighting: Sighting }) {
  const { t } = useTranslation();
  const { id, name, source, people, firstSeenOn, lastSeenOn, decision } = sighting;
  return (
    <Drawer title={name} note={t('gaps.sightings.record')} onClose={onClose}>
      <DrawerSection
        title={t('gaps.sightings.column.is')}
        note={
          <Button size="small" onClick={onSettle}>
            {t('gaps.settle.save')}
          </Button>
        }
      >
        <WhatItIs sighting={sighting} />
        {decision?.by && <p>{t('gaps.settle.decided', { name: decision.by.name, day: formatDay(decision.on) })}</p>}
      </DrawerSection>
      <DrawerSection title={t('gaps.sightings.seen')}>
        <Facts
          facts={[
            { label: t('gaps.sightings.column.source'), value: source },
            { label: t('gaps.sightings.column.people'), value: people === null ? null : formatNumber(people) },
            { label: t('gaps.sightings.firstSeenOn'), value: formatDay(firstSeenOn) },
            { label: t('gaps.sightings.column.lastSeenOn'), value: formatDay(lastSeenOn) },
          ]}
        />
      </DrawerSection>
      <DrawerSection title={t('gaps.sightings.evidence')}>
        <LinkedEvidence recordKind="tool_sighting" recordId={id} name={name} vendorId={null} control={CONTROL} />
      </DrawerSection>
      <div className={styles.history}>
        <RecordHistory recordId={id} />
      </div>
    </Drawer>
  );
}
