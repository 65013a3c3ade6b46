import { useMutation, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import type { AdoptionChecklist } from '../../../shared/contract/adoption.ts';
import { listBlockingItems } from '../../../shared/rules/adoption.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { NextStep } from '../../components/next-step.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ChecklistBoard } from './checklist-board.tsx';
import { ChecklistList } from './checklist-list.tsx';
import styles from './checklist-page.module.css';
import { ItemDrawer } from './item-drawer.tsx';
import { useShowChecklist } from './use-item-saver.ts';

type ChecklistTool = AdoptionChecklist['tool'];

/** The adoption checklist of one tool, as a board or a list; `?item=A-PRE-1` opens an item. */
export function ChecklistPage() {
  const { t } = useTranslation();
  const { toolId = '' } = useParams();
  const record = useQuery(api.adoption.get.queryOptions({ input: { toolId } }));
  const tool = record.data?.tool;
  usePage(tool ? t('adoption.of_tool', { name: tool.name }) : t('adoption.record'), [
    { label: t('adoption.title'), to: '/adoption' },
    ...(tool ? [{ label: tool.name, to: recordPath('tool', tool.id) }] : []),
  ]);
  if (record.isError) return <ErrorPanel what={t('adoption.missing')} problem={readProblem(record.error)} />;
  if (!record.data) return <LoadingRows rows={8} />;
  const { checklist } = record.data;
  return checklist ? (
    <ChecklistRecord key={toolId} checklist={checklist} />
  ) : (
    <NotStarted key={toolId} tool={record.data.tool} />
  );
}

function NotStarted({ tool }: { tool: ChecklistTool }) {
  const { t } = useTranslation();
  const roleRefusal = useRoleRefusal('adoption.start');
  const start = useMutation(api.adoption.start.mutationOptions({ onSuccess: useShowChecklist(tool.id) }));
  const closed = tool.status === 'retired' || tool.status === 'prohibited';
  const refusal = roleRefusal ?? (closed ? t('adoption.start.closed', { name: tool.name }) : undefined);
  return (
    <PageLayout header={<ChecklistHeader tool={tool} fact={t('adoption.purpose')} />}>
      <EmptyPage
        title={t('adoption.start.title', { name: tool.name })}
        text={t('adoption.start.text')}
        steps={[
          {
            title: t('adoption.start.action'),
            text: t('adoption.start.what'),
            action: (
              <Button kind="primary" unavailable={refusal} onClick={() => start.mutate({ toolId: tool.id })}>
                {t('adoption.start.action')}
              </Button>
            ),
          },
        ]}
        gap={t('adoption.start.gap', { name: tool.name })}
      />
      {start.isError && <ErrorPanel problem={readProblem(start.error)} />}
    </PageLayout>
  );
}

function ChecklistHeader({ tool, fact }: { tool: ChecklistTool; fact: string }) {
  const { t } = useTranslation();
  return (
    <PageHeader
      title={t('adoption.of_tool', { name: tool.name })}
      tag={<WordMark of="register" value={tool.status} variant="tag" />}
      fact={fact}
      actions={
        <ButtonLink to={`/reports?kind=adoption_checklist&tools=${tool.id}`} icon={Download}>
          {t('adoption.export')}
        </ButtonLink>
      }
    />
  );
}

/** What keeps the tool from approval, or what has come back since. */
function Blocking({ checklist, onOpen }: { checklist: AdoptionChecklist; onOpen: (itemId: string) => void }) {
  const { t } = useTranslation();
  const { tool, items } = checklist;
  const blocking = listBlockingItems(items);
  const [first] = blocking;
  const approved = tool.status === 'approved';
  if (!first) {
    return (
      <NextStep
        text={t(approved ? 'adoption.next.inOrder' : 'adoption.next.clear', { name: tool.name })}
        action={
          <ButtonLink size="small" to={`${recordPath('tool', tool.id)}?tab=gates`}>
            {t('adoption.next.gates')}
          </ButtonLink>
        }
      />
    );
  }
  const more = blocking.length - 3;
  return (
    <NextStep
      text={
        <>
          {t(approved ? 'adoption.next.reopened' : 'adoption.next.blocked', {
            count: blocking.length,
            name: tool.name,
          })}{' '}
          {blocking.slice(0, 3).map(({ id, label }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <Link className={styles.link} to={`?item=${id}`}>
                {id} {label}
              </Link>
            </span>
          ))}
          {more > 0 && ` ${t('adoption.next.more', { count: more })}`}
        </>
      }
      action={
        <Button kind="primary" size="small" onClick={() => onOpen(first.id)}>
          {t('adoption.next.open', { id: first.id })}
        </Button>
      }
    />
  );
}

function ChecklistRecord({ checklist }: { checklist: AdoptionChecklist }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { tool, items } = checklist;
  const openId = parameters.get('item');
  const item = items.find(({ id }) => id === openId);
  const view = parameters.get('view') === 'list' ? 'list' : 'board';

  function change(changes: Record<string, string | null>): void {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [key, value] of Object.entries(changes)) {
          if (value === null) after.delete(key);
          else after.set(key, value);
        }
        return after;
      },
      { replace: true },
    );
  }
  const open = (itemId: string | null) => change({ item: itemId });
  const show = (next: 'board' | 'list') => change({ view: next === 'list' ? 'list' : null });
  const toggle = (itemId: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(itemId)) after.add(itemId);
      return after;
    });

  useKeys(t('adoption.title'), [
    { key: 'ArrowDown', label: t('adoption.key.move'), hint: view === 'board' },
    { key: 'Space', label: t('adoption.key.choose'), hint: view === 'board' },
    { key: 'T', label: t('adoption.key.view'), run: () => show(view === 'list' ? 'board' : 'list'), hint: true },
    ...(chosen.size > 0 ? [{ key: 'Escape', label: t('adoption.bulk.clear'), run: () => setChosen(new Set()) }] : []),
  ]);

  const covered = items.filter((one) => one.covered).length;
  const props = { checklist, openId, chosen, onOpen: open, onChoose: toggle };
  const chosenItems = items.filter(({ id }) => chosen.has(id));
  return (
    <PageLayout
      header={
        <>
          <ChecklistHeader
            tool={tool}
            fact={t('adoption.fact', {
              covered,
              total: items.length,
              vendor: tool.vendor.name,
              day: formatDay(checklist.startedOn),
              version: checklist.packVersion,
            })}
          />
          <Blocking checklist={checklist} onOpen={open} />
        </>
      }
      footer={
        <>
          {chosenItems.length > 0 && (
            <BulkBar
              toolId={tool.id}
              vendorId={tool.vendor.id}
              items={chosenItems}
              onClear={() => setChosen(new Set())}
            />
          )}
          <PageKeys />
        </>
      }
      drawer={item && <ItemDrawer key={item.id} checklist={checklist} item={item} onClose={() => open(null)} />}
    >
      <div className={styles.view}>
        <SegmentedControl
          label={t('adoption.view.label')}
          options={[
            { value: 'board', label: t('adoption.view.board') },
            { value: 'list', label: t('adoption.view.list') },
          ]}
          value={view}
          onChange={show}
        />
      </div>
      {view === 'board' ? (
        <div className={styles.scroll}>
          <ChecklistBoard {...props} />
        </div>
      ) : (
        <ChecklistList {...props} />
      )}
    </PageLayout>
  );
}
