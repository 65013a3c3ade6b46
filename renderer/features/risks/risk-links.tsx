import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  RISK_LINK_KINDS,
  type RiskLink,
  type RiskLinkKind,
  type RiskLinkTarget,
} from '../../../shared/contract/risks.ts';
import { Button } from '../../components/button.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Panel } from '../../components/panel.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import styles from './risk-page.module.css';
import type { RiskSaver } from './use-risk-saver.ts';

/** Records that a search offers. */
const OFFERED = 20;

function linkPath({ kind, id }: RiskLink): string {
  return kind === 'code_change' ? '/code-changes' : recordPath(kind, id);
}

function toTarget({ kind, id }: RiskLinkTarget): RiskLinkTarget {
  return { kind, id };
}

/** What the risk is about. It counts for the vendors here, and for the vendors of the tools here. */
export function RiskLinks({ saver }: { saver: RiskSaver }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { links } = saver.present;

  async function remove(link: RiskLink): Promise<void> {
    const kept = links.filter((one) => one.kind !== link.kind || one.id !== link.id).map(toTarget);
    await saver
      .save({ links: kept }, (risk) => risk.links, false)
      .catch((error: unknown) => setProblem(readProblem(error)));
  }

  return (
    <Panel
      title={t('risks.links.title')}
      note={t('risks.links.note')}
      action={
        <Button kind="quiet" size="small" icon={Plus} unavailable={saver.refusal} onClick={() => setAdding(true)}>
          {t('risks.links.add')}
        </Button>
      }
      flush
    >
      {links.length === 0 && <p className={styles.empty}>{t('risks.links.none')}</p>}
      <ul className={styles.list}>
        {links.map((link) => (
          <li key={`${link.kind} ${link.id}`} className={styles.link}>
            <span className={styles.kind}>{t(`risks.links.kind.${link.kind}`)}</span>
            <Link to={linkPath(link)}>{[link.name, link.detail].filter(Boolean).join(', ')}</Link>
            {saver.refusal === undefined && (
              <Button
                kind="quiet"
                size="small"
                icon={X}
                aria-label={t('risks.links.remove', { name: link.name })}
                onClick={() => void remove(link)}
              />
            )}
          </li>
        ))}
      </ul>
      {problem !== null && <ErrorPanel problem={problem} />}
      {adding && <AddLinkDialog saver={saver} onClose={() => setAdding(false)} />}
    </Panel>
  );
}

/** Records of a kind whose name or code holds the text. */
function useOffered(kind: RiskLinkKind, search: string): { id: string; label: string }[] {
  const input = { search, limit: OFFERED };
  const options = { placeholderData: keepPreviousData };
  const vendors = useQuery({ ...api.vendors.list.queryOptions({ input, ...options }), enabled: kind === 'vendor' });
  const tools = useQuery({ ...api.tools.list.queryOptions({ input, ...options }), enabled: kind === 'tool' });
  const findings = useQuery({ ...api.findings.list.queryOptions({ input, ...options }), enabled: kind === 'finding' });
  const agreements = useQuery({
    ...api.agreements.list.queryOptions({ input, ...options }),
    enabled: kind === 'agreement',
  });
  const changes = useQuery({ ...api.scores.listCodeChanges.queryOptions(), enabled: kind === 'code_change' });
  const named = (rows: readonly { id: string; code: string; title: string }[] | undefined) =>
    (rows ?? []).map(({ id, code, title }) => ({ id, label: `${code} ${title}` }));
  switch (kind) {
    case 'vendor':
      return (vendors.data?.rows ?? []).map(({ id, name }) => ({ id, label: name }));
    case 'tool':
      return (tools.data?.rows ?? []).map(({ id, name, vendorName }) => ({ id, label: `${name}, ${vendorName}` }));
    case 'finding':
      return named(findings.data?.rows);
    case 'agreement':
      return named(agreements.data?.rows);
    case 'code_change':
      return named(changes.data)
        .filter(({ label }) => label.toLowerCase().includes(search.toLowerCase()))
        .slice(0, OFFERED);
  }
}

function AddLinkDialog({ saver, onClose }: { saver: RiskSaver; onClose: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<RiskLinkKind>('vendor');
  const [search, setSearch] = useState('');
  const [id, setId] = useState<string | null>(null);
  const { links } = saver.present;
  const offered = useOffered(kind, search.trim()).filter(
    (one) => !links.some((link) => link.kind === kind && link.id === one.id),
  );

  async function submit(): Promise<void> {
    if (id === null) return;
    await saver.save({ links: [...links.map(toTarget), { kind, id }] }, (risk) => risk.links, false);
    onClose();
  }

  return (
    <FormDialog
      title={t('risks.links.add')}
      primary={t('risks.links.add')}
      unavailable={id === null ? t('risks.links.choose') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField
        label={t('risks.links.kindLabel')}
        value={kind}
        options={RISK_LINK_KINDS.map((value) => ({ value, label: t(`risks.links.kind.${value}`) }))}
        onChange={(value) => {
          setKind(value);
          setId(null);
        }}
      />
      <TextField
        optional
        type="search"
        label={t('risks.links.search')}
        value={search}
        maxLength={200}
        onChange={setSearch}
      />
      <SelectField
        label={t('risks.links.record')}
        value={id}
        emptyLabel={t('risks.links.choose')}
        options={offered.map((one) => ({ value: one.id, label: one.label }))}
        onChange={setId}
      />
    </FormDialog>
  );
}
