import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Evidence } from '../../../shared/contract/evidence.ts';
import { Drawer } from '../../components/drawer.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { readProblem } from '../../platform/problem.ts';
import { EvidenceCustody } from './evidence-custody.tsx';
import { EvidenceFacts } from './evidence-facts.tsx';
import { EvidenceFile } from './evidence-file.tsx';
import { EvidenceKeeping } from './evidence-keeping.tsx';
import styles from './evidence-page.module.css';

const TABS = ['file', 'facts', 'keeping', 'custody'] as const;
type TabId = (typeof TABS)[number];

/** One piece of evidence: its file and uses, what is said of it, what keeps it, and in whose hands it was. */
export function EvidenceDrawer({ evidenceId, onClose }: { evidenceId: string; onClose: () => void }) {
  const evidence = useQuery(api.evidence.get.queryOptions({ input: { evidenceId } }));
  const { t } = useTranslation();
  const { data } = evidence;
  return (
    <Drawer
      title={data?.title ?? t('evidence.one')}
      tag={data && <EvidenceTag evidence={data} />}
      note={data?.indexNumber}
      onClose={onClose}
    >
      {evidence.isError && <ErrorPanel problem={readProblem(evidence.error)} />}
      {evidence.isPending && <LoadingRows />}
      {data && <Parts evidence={data} />}
    </Drawer>
  );
}

function EvidenceTag({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  if (evidence.disposedAt !== null) {
    return (
      <StatusMark shape="slash" tone="mute" variant="tag">
        {t('evidence.disposedWord')}
      </StatusMark>
    );
  }
  return <WordMark of="evidence" value={evidence.state} variant="tag" />;
}

function Parts({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const tab = TABS.find((id) => id === parameters.get('part')) ?? 'file';
  const setTab = (id: TabId) =>
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        after.set('part', id);
        return after;
      },
      { replace: true },
    );
  const counts: Partial<Record<TabId, number | undefined>> = {
    keeping: evidence.holds.filter(({ liftedAt }) => liftedAt === null).length || undefined,
  };
  return (
    <>
      <TabBar
        label={t('evidence.parts')}
        tabs={TABS.map((id) => ({ id, label: t(`evidence.tab.${id}`), count: counts[id] }))}
        current={tab}
        onChange={setTab}
        panelId="evidence-part"
      />
      <div id="evidence-part" role="tabpanel" aria-label={t(`evidence.tab.${tab}`)} className={styles.part}>
        {tab === 'file' && <EvidenceFile evidence={evidence} />}
        {tab === 'facts' && <EvidenceFacts evidence={evidence} />}
        {tab === 'keeping' && <EvidenceKeeping evidence={evidence} />}
        {tab === 'custody' && <EvidenceCustody evidence={evidence} />}
      </div>
    </>
  );
}
