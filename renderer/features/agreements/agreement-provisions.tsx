import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Provision } from '../../../shared/contract/agreement-packs.ts';
import type { AgreementDetail, ProvisionAnswer, ProvisionCheck } from '../../../shared/contract/agreements.ts';
import { findCheckRefusal } from '../../../shared/rules/agreements/provisions.ts';
import { ChoiceKeys } from '../../components/choice-keys.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Facts } from '../../components/facts.tsx';
import { Panel } from '../../components/panel.tsx';
import { LinkedEvidence } from '../../components/record/linked-evidence.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAutosave } from '../../components/use-autosave.ts';
import { WordMark } from '../../components/word-mark.tsx';
import { formatDay, formatNumber, formatPercent } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { readProblem, type Problem } from '../../platform/problem.ts';
import type { AgreementSaver } from './use-agreement-saver.ts';
import page from '../../components/record/record-page.module.css';
import styles from './agreement-provisions.module.css';

const ANSWERS = [
  { value: 'present', keyCap: 'Y', shape: 'ok', tone: 'ok' },
  { value: 'partial', keyCap: 'P', shape: 'warn', tone: 'warn' },
  { value: 'absent', keyCap: 'N', shape: 'bad', tone: 'bad' },
  { value: 'not_applicable', keyCap: '-', shape: 'dash', tone: 'mute' },
] as const;

export interface AgreementProvisionsProps {
  detail: AgreementDetail;
  saver: AgreementSaver;
}

/** The checklist of what the agreement must hold: a table to walk, and beside it the provision that is being checked. */
export function AgreementProvisions({ detail, saver }: AgreementProvisionsProps) {
  const { t } = useTranslation();
  const { pack, checks, score } = detail;
  const provisions = pack?.provisions ?? [];
  const checkOf = (id: string) => checks.find(({ provisionId }) => provisionId === id);
  const [chosenId, setChosenId] = useState(
    () => provisions.find(({ id }) => (checkOf(id)?.answer ?? null) === null)?.id ?? provisions[0]?.id,
  );
  const chosen = provisions.find(({ id }) => id === chosenId);
  const step = (by: number) => {
    const place = provisions.findIndex(({ id }) => id === chosenId) + by;
    const next = provisions[place];
    if (next) setChosenId(next.id);
  };
  useKeys(t('agreements.tab.provisions'), [
    { key: 'J', label: t('agreements.provisions.next'), run: () => step(1), hint: true },
    { key: 'K', label: t('agreements.provisions.previous'), run: () => step(-1), hint: true },
  ]);
  if (!pack || !score) return null;
  return (
    <div className={page.stack}>
      <Panel title={t('agreements.provisions.result')} fact={`${pack.id} ${pack.version}`}>
        <Facts
          labelWidth={144}
          facts={[
            {
              label: t('agreements.column.coverage'),
              value:
                score.coverage === null
                  ? null
                  : t('agreements.provisions.arithmetic', {
                      points: formatNumber(score.halfPoints / 2),
                      possible: formatNumber(score.possible),
                      percent: formatPercent(score.coverage),
                    }),
            },
            {
              label: t('agreements.provisions.completeness'),
              value: t('agreements.provisions.checked', {
                checked: score.checked,
                all: score.checked + score.toCheck,
              }),
            },
            {
              label: t('agreements.provisions.gates'),
              value:
                score.failedGates.length === 0
                  ? t('agreements.provisions.gatesMet')
                  : t('agreements.provisions.gatesFailed', { ids: score.failedGates.join(', ') }),
            },
            {
              label: t('agreements.provisions.open'),
              value: score.open.length === 0 ? t('agreements.provisions.nothingOpen') : score.open.join(', '),
            },
          ]}
        />
      </Panel>
      <div className={styles.columns}>
        <Panel title={pack.title} fact={t('agreements.provisions.asOf', { day: formatDay(pack.asOf) })} flush>
          <DataTable
            label={pack.title}
            compact
            rows={provisions}
            rowId={({ id }) => id}
            chosenId={chosenId ?? null}
            onOpen={({ id }) => setChosenId(id)}
            onPoint={({ id }) => setChosenId(id)}
            columns={[
              { id: 'id', title: t('agreements.provisions.id'), mono: true, width: '80px', render: ({ id }) => id },
              { id: 'title', title: t('agreements.provisions.provision'), wrap: true, render: ({ title }) => title },
              {
                id: 'weight',
                title: t('agreements.provisions.weight'),
                align: 'right',
                width: '72px',
                quiet: true,
                render: ({ kind, weight }) =>
                  kind === 'required' ? String(weight) : t(`agreements.provisions.${kind}`),
              },
              {
                id: 'answer',
                title: t('agreements.provisions.answer'),
                width: '136px',
                render: ({ id }) => <WordMark of="provision" value={checkOf(id)?.answer ?? null} />,
              },
              {
                id: 'clause',
                title: t('agreements.provisions.inDocument'),
                width: '88px',
                wrap: true,
                quiet: true,
                render: ({ id }) => checkOf(id)?.clause,
              },
            ]}
          />
        </Panel>
        {chosen && (
          <ProvisionPanel
            key={chosen.id}
            provision={chosen}
            check={checkOf(chosen.id) ?? { provisionId: chosen.id, answer: null, clause: '', note: '' }}
            saver={saver}
          />
        )}
      </div>
    </div>
  );
}

interface ProvisionPanelProps {
  provision: Provision;
  check: ProvisionCheck;
  saver: AgreementSaver;
}

/** What is asked, what to look for, and what was found. */
function ProvisionPanel({ provision, check, saver }: ProvisionPanelProps) {
  const { t } = useTranslation();
  const agreement = saver.present;
  /** The check as it was last written, so that quick changes build on each other. */
  const latest = useRef(check);
  /** "n.a." waits for its reason. */
  const [waiting, setWaiting] = useState<ProvisionAnswer | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function save(changes: Partial<ProvisionCheck>): Promise<void> {
    latest.current = { ...latest.current, ...changes };
    await saver.save({ check: latest.current }, () => null, true);
  }
  const clause = useAutosave<string>({ value: check.clause, save: (text) => save({ clause: text }) });
  const note = useAutosave<string>({
    value: check.note,
    save: (text) => {
      const answer = waiting !== null && text.trim() !== '' ? waiting : latest.current.answer;
      setWaiting(null);
      return save({ note: text, answer });
    },
  });

  function choose(answer: ProvisionAnswer): void {
    setProblem(null);
    const refusal = findCheckRefusal(provision, { answer, note: note.value });
    if (refusal !== null) {
      setProblem({ code: 'INVALID_INPUT', ...refusal });
      setWaiting(refusal.field === 'note' ? answer : null);
      return;
    }
    setWaiting(null);
    save({ answer }).catch((error: unknown) => setProblem(readProblem(error)));
  }

  return (
    <Panel title={`${provision.id} ${provision.title}`} fact={provision.clause}>
      <div className={styles.provision}>
        <p>{provision.text}</p>
        <p className={styles.guidance}>{provision.guidance}</p>
        <ChoiceKeys
          label={t('agreements.provisions.answer')}
          choices={ANSWERS.map((one) => ({ ...one, label: t(`components.word.provision.${one.value}`) }))}
          value={waiting ?? check.answer}
          onChoose={choose}
          unavailable={saver.refusal}
        />
        {problem && <ErrorPanel problem={problem} />}
        <TextField
          optional
          label={t('agreements.provisions.inDocument')}
          help={t('agreements.provisions.inDocumentHelp')}
          value={clause.value}
          maxLength={500}
          readOnly={saver.refusal !== undefined}
          saving={clause.saving.state === 'idle' ? undefined : clause.saving}
          onChange={clause.change}
        />
        <TextField
          optional
          multiline
          label={t('agreements.provisions.note')}
          help={t('agreements.provisions.noteHelp')}
          value={note.value}
          maxLength={20_000}
          readOnly={saver.refusal !== undefined}
          saving={note.saving.state === 'idle' ? undefined : note.saving}
          onChange={note.change}
        />
        <LinkedEvidence
          recordKind="agreement"
          recordId={agreement.id}
          part={provision.id}
          name={`${agreement.code} ${provision.id}`}
          vendorId={agreement.vendor.id}
          control={provision.id}
          unavailable={saver.refusal}
        />
      </div>
    </Panel>
  );
}
