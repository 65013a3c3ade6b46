import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ListChanges, SubProcessor, SubProcessorList, VendorChain } from '../../../shared/contract/residency.ts';
import { nameLink, namePlace } from '../../../shared/rules/residency/place-names.ts';
import { api, client } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { Button } from '../button.tsx';
import { Checkbox } from '../checkbox.tsx';
import { DataTable, type DataColumn } from '../data-table.tsx';
import { DateField } from '../date-field.tsx';
import { ErrorPanel } from '../error-panel.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { Panel } from '../panel.tsx';
import { StatusMark } from '../status-mark.tsx';
import { TextField } from '../text-field.tsx';
import { LinkedEvidence } from './linked-evidence.tsx';
import { RecordField } from './record-field.tsx';
import recordStyles from './record-page.module.css';
import { useRecordSaver } from './record-saver.ts';
import { SubProcessorDialog } from './sub-processor-dialog.tsx';

/** Whom a vendor engages, whom those engage, where they are and what they see; and when that list was last seen. */
export function RecordSubProcessors({ vendorId }: { vendorId: string }) {
  const query = useQuery(api.residency.chain.queryOptions({ input: { vendorId } }));
  if (query.isError) return <ErrorPanel problem={readProblem(query.error)} />;
  if (!query.data) return <LoadingRows rows={6} />;
  return (
    <div className={recordStyles.stack}>
      <ListFacts chain={query.data} />
      <Members chain={query.data} />
    </div>
  );
}

function ListFacts({ chain }: { chain: VendorChain }) {
  const { t } = useTranslation();
  const { vendor, list } = chain;
  const refusal = useRoleRefusal('residency.saveList');
  const save = useMutation(api.residency.saveList.mutationOptions());
  const saver = useRecordSaver<SubProcessorList, ListChanges>(list, refusal, {
    read: async () => (await client.residency.chain({ vendorId: vendor.id })).list,
    write: (revision, changes) => save.mutateAsync({ vendorId: vendor.id, revision, changes }),
  });
  return (
    <Panel title={t('residency.chain.list')} note={t('residency.chain.listNote')}>
      <div className={recordStyles.stack}>
        <div className={recordStyles.fields}>
          <RecordField
            saver={saver}
            label={t('residency.chain.seenOn')}
            read={({ seenOn }) => seenOn}
            write={(seenOn) => ({ seenOn })}
            show={(day) => (day === null ? '' : formatDay(day))}
          >
            {(control) => <DateField {...control} optional />}
          </RecordField>
          <RecordField
            saver={saver}
            label={t('residency.chain.source')}
            read={({ sourceUrl }) => sourceUrl}
            write={(sourceUrl) => ({ sourceUrl })}
          >
            {(control) => <TextField {...control} optional maxLength={1000} />}
          </RecordField>
          <RecordField
            saver={saver}
            label={t('residency.chain.complete')}
            read={({ complete }) => complete}
            write={(complete) => ({ complete })}
          >
            {({ label, value, onChange, readOnly }) => (
              <Checkbox
                label={label}
                help={t('residency.chain.completeHelp')}
                checked={value}
                onChange={onChange}
                readOnly={readOnly}
              />
            )}
          </RecordField>
        </div>
        <LinkedEvidence
          recordKind="vendor"
          recordId={vendor.id}
          part="sub_processors"
          name={t('residency.chain.of', { vendor: vendor.name })}
          vendorId={vendor.id}
          control="R-4"
        />
      </div>
    </Panel>
  );
}

/** The members in the order of the chain, each below whoever engages it. */
function orderChain(members: readonly SubProcessor[]): { member: SubProcessor; depth: number }[] {
  const known = new Set(members.map(({ id }) => id));
  const below = (parentId: string | null, depth: number): { member: SubProcessor; depth: number }[] =>
    members
      .filter((one) =>
        parentId === null ? one.parentId === null || !known.has(one.parentId) : one.parentId === parentId,
      )
      .flatMap((member) => [{ member, depth }, ...below(member.id, depth + 1)]);
  return below(null, 0);
}

type Row = ReturnType<typeof orderChain>[number];

function Members({ chain }: { chain: VendorChain }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const [parameters, setParameters] = useSearchParams();
  const [isAdding, setAdding] = useState(false);
  const refusal = useRoleRefusal('residency.addSubProcessor');
  const { subProcessors, list } = chain;
  const opened = subProcessors.find(({ id }) => id === parameters.get('member'));

  /** `?member=` in the address is the one whose dialog is open. */
  function open(memberId: string | null): void {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (memberId === null) after.delete('member');
        else after.set('member', memberId);
        return after;
      },
      { replace: true },
    );
  }

  const columns: DataColumn<Row>[] = [
    {
      id: 'name',
      title: t('residency.chain.name'),
      render: ({ member, depth }) => (
        <span style={{ paddingLeft: `${depth * 16}px` }}>{depth > 0 ? `→ ${member.name}` : member.name}</span>
      ),
    },
    { id: 'role', title: t('residency.chain.role'), quiet: true, render: ({ member }) => member.role },
    {
      id: 'place',
      title: t('residency.column.places'),
      render: ({ member }) => namePlace(member.place, (kind) => t(`residency.place.${kind}`)),
    },
    {
      id: 'sees',
      title: t('residency.chain.sees'),
      render: ({ member }) => t(`residency.sees.${member.sees}`),
      wrap: true,
    },
    {
      id: 'parent',
      title: t('residency.chain.parent'),
      quiet: true,
      render: ({ member }) => {
        const parent = subProcessors.find(({ id }) => id === member.parentId);
        return parent ? nameLink(parent) : chain.vendor.name;
      },
    },
    {
      id: 'state',
      title: t('residency.chain.state'),
      render: ({ member: { since, endedOn, seenOn } }) =>
        endedOn !== null && endedOn <= today ? (
          <StatusMark shape="slash" tone="mute">
            {t('residency.chain.ended', { on: formatDay(endedOn) })}
          </StatusMark>
        ) : (
          <StatusMark shape="open">
            {since !== null && since > today
              ? t('residency.chain.starts', { on: formatDay(since) })
              : seenOn === null
                ? t('residency.chain.engaged')
                : t('residency.chain.engagedSeen', { on: formatDay(seenOn) })}
          </StatusMark>
        ),
    },
  ];
  return (
    <Panel
      title={t('residency.chain.title')}
      flush
      action={
        <Button size="small" icon={Plus} unavailable={refusal} onClick={() => setAdding(true)}>
          {t('residency.chain.add')}
        </Button>
      }
    >
      <DataTable
        label={t('residency.chain.title')}
        columns={columns}
        rows={orderChain(subProcessors)}
        rowId={({ member }) => member.id}
        onOpen={({ member }) => open(member.id)}
        empty={list.seenOn === null ? t('residency.chain.emptyUnseen') : t('residency.chain.empty')}
      />
      {isAdding && <SubProcessorDialog chain={chain} member={null} onClose={() => setAdding(false)} />}
      {opened && <SubProcessorDialog key={opened.id} chain={chain} member={opened} onClose={() => open(null)} />}
    </Panel>
  );
}
