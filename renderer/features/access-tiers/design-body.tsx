import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { AccessTierPack } from '../../../shared/contract/access-tier-pack.ts';
import {
  ACCESS_ROLES,
  type AccessCell,
  type AccessCheck,
  type AccessDesign,
  type AccessDesignRow,
  type AccessRole,
  CODE_CLASSES,
  PCI_CLASSES,
} from '../../../shared/contract/access-tier-records.ts';
import { findCell } from '../../../shared/rules/access-tiers/matrix.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { useKeys } from '../../platform/keys.tsx';
import { AccessMatrix, cellKey, writeCell, type CellChange } from './access-matrix.tsx';
import { AskPanel } from './ask-panel.tsx';
import { CasesPanel } from './cases-panel.tsx';
import { CellPopover } from './cell-popover.tsx';
import { ChecksPanel } from './checks-panel.tsx';
import styles from './design-body.module.css';
import { DutiesPanel } from './duties-panel.tsx';
import { useDesign } from './use-design.ts';

interface DesignBodyProps {
  detail: {
    design: AccessDesign;
    checks: readonly AccessCheck[];
    holders: readonly { role: AccessRole; count: number }[];
  };
  inForce: AccessDesignRow | null;
  pack: AccessTierPack;
}

type Axis = 'code' | 'pci';

const LEGEND = ['allow', 'conditional', 'deny'] as const;

/** The matrix with its checks at the left, the question at the right; below each other where the window is narrow. */
export function DesignBody({ detail, inForce, pack }: DesignBodyProps) {
  const { t } = useTranslation();
  const { design, checks, holders } = detail;
  const [parameters] = useSearchParams();
  const [axis, setAxis] = useState<Axis>('code');
  const [shape, setShape] = useState<'matrix' | 'list'>('matrix');
  const [open, setOpen] = useState<{ key: string; anchor: HTMLElement } | null>(null);
  const editor = useDesign(design);
  const changes = useChanges(design, parameters.get('compare') === '1' ? inForce : null);
  const classes = axis === 'code' ? CODE_CLASSES : PCI_CLASSES;
  const openCell = open && design.cells.find((cell) => cellKey(cell) === open.key);
  useKeys(t('accessTiers.title'), [
    { key: '1', label: t('accessTiers.keys.allow'), hint: true },
    { key: '2', label: t('accessTiers.keys.conditional'), hint: true },
    { key: '3', label: t('accessTiers.keys.deny'), hint: true },
    { key: 'Enter', label: t('accessTiers.keys.open'), hint: true },
    {
      key: 'T',
      label: t('accessTiers.keys.twin'),
      run: () => setShape(shape === 'matrix' ? 'list' : 'matrix'),
    },
  ]);

  function set(cell: AccessCell, outcome: AccessCell['outcome'], anchor: HTMLElement): void {
    if (editor.refusal !== undefined) {
      setOpen({ key: cellKey(cell), anchor });
      return;
    }
    const requirements = outcome === 'conditional' ? cell.requirements : [];
    editor.setCell({ ...cell, outcome, requirements });
    // What is conditional on nothing is a hole, so the requirements are asked for at once.
    if (outcome === 'conditional' && requirements.length === 0) setOpen({ key: cellKey(cell), anchor });
  }

  function mend({ mendedBy }: AccessCheck): void {
    if (mendedBy.kind === 'cell') {
      setShape('matrix');
      setAxis(PCI_CLASSES.some((one) => one === mendedBy.classId) ? 'pci' : 'code');
      focusLater(`[data-cell="${cellKey(mendedBy)}"]`);
    } else if (mendedBy.kind === 'duty') focusLater(`[data-duties="${mendedBy.role}"] input`);
    else focusLater('h1');
  }

  return (
    <div className={styles.columns}>
      <div className={styles.left}>
        {editor.problem !== null && <Note tone="bad">{editor.problem}</Note>}
        <div className={styles.bar}>
          <SegmentedControl<Axis>
            label={t('accessTiers.matrix.axis')}
            value={axis}
            options={[
              { value: 'code', label: t('accessTiers.axis.code') },
              { value: 'pci', label: t('accessTiers.axis.pci') },
            ]}
            onChange={setAxis}
          />
          <SegmentedControl
            label={t('accessTiers.matrix.shape')}
            value={shape}
            options={[
              { value: 'matrix', label: t('accessTiers.matrix.asMatrix') },
              { value: 'list', label: t('accessTiers.matrix.asList') },
            ]}
            onChange={setShape}
          />
          <span className={styles.legend}>
            {LEGEND.map((outcome) => (
              <WordMark key={outcome} of="accessOutcome" value={outcome} />
            ))}
            <span className={styles.quiet}>{t('accessTiers.matrix.chip')}</span>
          </span>
        </div>
        {shape === 'matrix' ? (
          <AccessMatrix
            label={t(`accessTiers.axis.${axis}`)}
            design={design}
            classes={classes}
            holders={holders}
            changes={changes}
            onSet={set}
            onOpen={(cell, anchor) => setOpen({ key: cellKey(cell), anchor })}
            openAt={open?.key ?? null}
          />
        ) : (
          <CellList design={design} changes={changes} />
        )}
        <ChecksPanel checks={checks} onMend={mend} />
        <DutiesPanel design={design} />
        <CasesPanel />
      </div>
      <AskPanel />
      {open && openCell && (
        <CellPopover
          anchor={open.anchor}
          cell={openCell}
          pack={pack}
          refusal={editor.refusal}
          onChange={editor.setCell}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

/** The focus goes where something is mended, once it is on screen. */
function focusLater(selector: string): void {
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(selector);
    element?.scrollIntoView({ block: 'nearest' });
    element?.focus();
  });
}

/** The cells in which this version differs from the one before. */
function useChanges(design: AccessDesign, before: AccessDesignRow | null): ReadonlyMap<string, CellChange> {
  const { data } = useQuery({
    ...api.accessTiers.compare.queryOptions({ input: { leftId: before?.id ?? design.id, rightId: design.id } }),
    enabled: before !== null && before.id !== design.id,
  });
  return useMemo(() => {
    if (before === null) return new Map();
    return new Map((data?.cells ?? []).map(({ left, right, looser }) => [cellKey(right), { left, looser }]));
  }, [before, data]);
}

/** The matrix as a list, for the screen reader and for reading it row by row. */
function CellList({ design, changes }: { design: AccessDesign; changes: ReadonlyMap<string, CellChange> }) {
  const { t } = useTranslation();
  const cells = [...CODE_CLASSES, ...PCI_CLASSES].flatMap((classId) =>
    ACCESS_ROLES.map((role) => findCell(design.cells, role, classId)),
  );
  return (
    <Panel flush title={t('accessTiers.matrix.listTitle')}>
      <DataTable
        compact
        label={t('accessTiers.matrix.listTitle')}
        rows={cells}
        rowId={cellKey}
        columns={[
          { id: 'role', title: t('accessTiers.matrix.role'), render: ({ role }) => t(`accessTiers.role.${role}`) },
          {
            id: 'class',
            title: t('accessTiers.ask.class'),
            render: ({ classId }) => t(`accessTiers.class.${classId}`),
          },
          {
            id: 'outcome',
            title: t('accessTiers.cell.outcome'),
            width: '136px',
            render: ({ outcome }) => <WordMark of="accessOutcome" value={outcome} />,
          },
          {
            id: 'requirements',
            title: t('accessTiers.cell.requirements'),
            wrap: true,
            render: ({ requirements }) => requirements.map((one) => t(`accessTiers.requirement.${one}`)).join(', '),
          },
          ...(changes.size === 0
            ? []
            : [
                {
                  id: 'before',
                  title: t('accessTiers.matrix.before'),
                  wrap: true,
                  render: (cell: AccessCell) => {
                    const change = changes.get(cellKey(cell));
                    return change && writeCell(t, change.left);
                  },
                },
              ]),
        ]}
      />
    </Panel>
  );
}
