import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Package, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { PACKAGE_PROBLEM_STATES, type MadePackage } from '../../../shared/contract/audit-package.ts';
import { countReadiness } from '../../../shared/rules/audit-package/readiness.ts';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Meter } from '../../components/meter.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { ToolsInUseFirst, useNothingInUse } from '../../components/record/tools-in-use.tsx';
import { api } from '../../platform/api.ts';
import { formatDay, formatList } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './audit-package-page.module.css';
import { ItemDrawer } from './item-drawer.tsx';
import { ItemTable } from './item-table.tsx';
import { MadeDrawer } from './made-drawer.tsx';
import { BeforeFinal, MadePackages, ManifestPanel } from './package-panels.tsx';
import { CHECK_PATH, readScope, writeScope } from './package-scope.ts';
import { ScopeDialog } from './scope-dialog.tsx';
import { StateMark } from './state-mark.tsx';
import { useMakePackage } from './use-make-package.ts';

/** The audit package: what it is about, what is ready, what is not, and the making of it (picture 08). */
export function AuditPackagePage() {
  const { t } = useTranslation();
  usePage(t('auditPackage.title'), [{ label: t('app.group.prove') }]);
  const packages = useQuery(api.auditPackage.list.queryOptions());
  if (packages.error) return <ErrorPanel problem={readProblem(packages.error)} />;
  if (!packages.data) return <LoadingRows rows={12} />;
  return <Workplace packages={packages.data} />;
}

/** `?from=&to=&profile=&vendor=` is the scope, `?item=` opens an item, `?made=` a package that was made, `?scope` the choice of scope. */
function Workplace({ packages }: { packages: readonly MadePackage[] }) {
  const { t } = useTranslation();
  const { today, person } = useWorking();
  const [parameters, setParameters] = useSearchParams();
  const navigate = useNavigate();
  const title = t('auditPackage.usualTitle', { year: today.slice(0, 4) });
  const scope = readScope(parameters, { today, title, newest: packages[0] });
  const readiness = useQuery(
    api.auditPackage.readiness.queryOptions({ input: scope, placeholderData: keepPreviousData }),
  );
  const work = useMakePackage();
  const nothingInUse = useNothingInUse();
  const refusal = useRoleRefusal('auditPackage.make');
  const items = readiness.data?.items ?? [];
  const counts = countReadiness(items);
  const shown = packages.find(({ id }) => id === parameters.get('made'));
  const opened = items.find(({ item }) => item === parameters.get('item'));

  function change(values: Record<string, string | null>): void {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(values)) {
          if (value === null) after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { replace: true },
    );
  }

  const draftRefusal = refusal ?? (work.progress === null ? undefined : t('auditPackage.running'));
  const finalRefusal =
    draftRefusal ??
    (person.role === 'compliance_officer' ? undefined : t('auditPackage.officerOnly')) ??
    (counts.problems === 0 ? undefined : t('auditPackage.notReady', { count: counts.problems }));
  const makeDraft = () => {
    if (draftRefusal === undefined) void work.make(scope, false);
  };
  useKeys(t('auditPackage.title'), [
    { key: 'S', label: t('auditPackage.scope.open'), run: () => change({ scope: '' }), hint: true },
    { key: 'C', label: t('auditPackage.draft'), run: makeDraft, hint: true },
    { key: 'K', label: t('auditPackage.check.title'), run: () => void navigate(CHECK_PATH), hint: true },
  ]);

  const vendorNames = readiness.data?.vendors.filter(({ id }) => scope.vendorIds?.includes(id)).map(({ name }) => name);
  const fact = [
    t('auditPackage.fact', { from: formatDay(scope.period.from), to: formatDay(scope.period.to) }),
    scope.vendorIds === null
      ? t('auditPackage.report.allTools')
      : t('auditPackage.report.someVendors', { names: formatList(vendorNames ?? []) }),
    scope.profile === 'redacted' && t('auditPackage.redactedFact'),
  ]
    .filter(Boolean)
    .join(' ');

  return (
    <PageLayout
      header={
        <>
          <PageHeader
            title={scope.title}
            tag={
              <StatusMark variant="tag" shape="half">
                {t('auditPackage.report.draft')}
              </StatusMark>
            }
            fact={fact}
            actions={
              <>
                <Button icon={Pencil} onClick={() => change({ scope: '' })}>
                  {t('auditPackage.scope.open')}
                </Button>
                <Button icon={Package} unavailable={draftRefusal} onClick={makeDraft}>
                  {t('auditPackage.draft')}
                </Button>
                <Button kind="primary" unavailable={finalRefusal} onClick={() => void work.make(scope, true)}>
                  {t('auditPackage.final')}
                </Button>
              </>
            }
          />
          {nothingInUse && <ToolsInUseFirst />}
        </>
      }
      drawer={
        opened ? (
          <ItemDrawer readiness={opened} onClose={() => change({ item: null })} />
        ) : (
          shown && (
            <MadeDrawer
              key={shown.id}
              made={shown}
              vendors={readiness.data?.vendors ?? []}
              onClose={() => change({ made: null })}
            />
          )
        )
      }
      footer={<PageKeys />}
    >
      {work.progress && (
        <div className={styles.progress}>
          <ProgressPanel label={t(work.progress.step)} {...work.progress} onCancel={work.cancel} />
        </div>
      )}
      {work.problem && <ErrorPanel problem={work.problem} kept={t('auditPackage.kept')} />}
      {readiness.error && <ErrorPanel problem={readProblem(readiness.error)} />}
      {!readiness.data && !readiness.error && <LoadingRows rows={12} />}
      {readiness.data && (
        <div className={styles.body}>
          <div className={styles.layout}>
            <Panel
              flush
              title={t('auditPackage.readyOf', { ready: counts.ready, count: items.length })}
              note={
                <span className={styles.meter}>
                  <Meter label={t('auditPackage.readyLabel')} done={counts.ready} total={items.length} />
                </span>
              }
              action={
                <span className={styles.counts}>
                  {PACKAGE_PROBLEM_STATES.filter((state) => counts.byState[state] > 0).map((state) => (
                    <StateMark key={state} state={state} count={counts.byState[state]} />
                  ))}
                </span>
              }
            >
              <ItemTable
                items={items}
                chosen={opened?.item ?? null}
                onOpen={(item) => change({ item: item === opened?.item ? null : item, made: null })}
              />
            </Panel>
            <div className={styles.side}>
              <BeforeFinal items={items} />
              <ManifestPanel readiness={readiness.data} redacted={scope.profile === 'redacted'} />
              <MadePackages packages={packages} onOpen={(id) => change({ made: id, item: null })} />
            </div>
          </div>
        </div>
      )}
      {parameters.has('scope') && readiness.data && (
        <ScopeDialog
          scope={scope}
          vendors={readiness.data.vendors}
          onChoose={(chosen) => setParameters(writeScope(chosen), { replace: true })}
          onClose={() => change({ scope: null })}
        />
      )}
    </PageLayout>
  );
}
