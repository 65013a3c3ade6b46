import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GATE_STATES, type GateState, type Tool, type ToolGate } from '../../../shared/contract/tools.ts';
import { findGateRefusal, mayDecideGate } from '../../../shared/rules/tools.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { Panel } from '../../components/panel.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { formatDay } from '../../platform/format.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';

type Gate = Tool['gates'][number];
type Decide = (gate: ToolGate, state: GateState, note: string) => Promise<unknown>;

/** The four approval gates of a tool: where each stands, who said so and when, and why one may not decide it. */
export function ToolGates({ tool, decide }: { tool: Tool; decide: Decide }) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const [deciding, setDeciding] = useState<Gate | null>(null);
  const roleRefusal = useRoleRefusal('tools.decideGate');
  const whyNot = ({ gate }: Gate) =>
    roleRefusal ?? (mayDecideGate(gate, person.role) ? undefined : t(`tools.gates.deciders.${gate}`));
  return (
    <Panel title={t('tools.gates.title')} note={t('tools.gates.note')} flush>
      <DataTable
        label={t('tools.gates.title')}
        rows={tool.gates}
        rowId={({ gate }) => gate}
        columns={[
          {
            id: 'gate',
            title: t('tools.gates.gate'),
            width: '200px',
            render: ({ gate }) => <b>{t(`record.gate.${gate}`)}</b>,
          },
          { id: 'state', title: t('tools.gates.state'), render: ({ state }) => <WordMark of="gate" value={state} /> },
          { id: 'note', title: t('tools.gates.reason'), wrap: true, quiet: true, render: ({ note }) => note },
          {
            id: 'who',
            title: t('tools.gates.who'),
            align: 'right',
            quiet: true,
            render: ({ decidedBy, decidedOn }) =>
              decidedOn && t('tools.gates.decided', { name: decidedBy?.name ?? '–', day: formatDay(decidedOn) }),
          },
          {
            id: 'decide',
            title: t('tools.gates.decide'),
            hideTitle: true,
            align: 'right',
            render: (gate) => (
              <Button size="small" unavailable={whyNot(gate)} onClick={() => setDeciding(gate)}>
                {t('tools.gates.decide')}
              </Button>
            ),
          },
        ]}
      />
      {deciding && <GateDialog tool={tool} gate={deciding} decide={decide} onClose={() => setDeciding(null)} />}
    </Panel>
  );
}

function GateDialog(props: { tool: Tool; gate: Gate; decide: Decide; onClose: () => void }) {
  const { tool, gate, decide, onClose } = props;
  const { t } = useTranslation();
  const { person } = useWorking();
  const [state, setState] = useState<GateState | null>(null);
  const [note, setNote] = useState(gate.note);
  const isOwn = state === 'passed' && tool.owner?.id === person.id;
  const refusal = state === null ? null : findGateRefusal(tool, gate.gate, state, note);
  const unavailable =
    state === null ? t('tools.gates.choose') : isOwn ? t('tools.gates.own', { tool: tool.name }) : refusal?.sentence;

  async function submit(): Promise<void> {
    if (state === null) return;
    await decide(gate.gate, state, note.trim());
    onClose();
  }

  return (
    <FormDialog
      title={t('tools.gates.dialog', { gate: t(`record.gate.${gate.gate}`), tool: tool.name })}
      primary={t('tools.gates.decide')}
      unavailable={unavailable}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField
        label={t('tools.gates.state')}
        value={state}
        problem={isOwn ? t('tools.gates.own', { tool: tool.name }) : undefined}
        options={GATE_STATES.map((value) => ({ value, label: t(`components.word.gate.${value}`) }))}
        onChange={setState}
      />
      <TextField
        multiline
        label={t('tools.gates.reason')}
        help={t('tools.gates.reasonHelp')}
        optional={state !== 'failed'}
        value={note}
        maxLength={2000}
        onChange={setNote}
      />
    </FormDialog>
  );
}
