import { useMutation, useQuery } from '@tanstack/react-query';
import { Download, Plus, Upload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { AddCourseDialog } from './add-course-dialog.tsx';
import { CompletionDrawer } from './completion-drawer.tsx';
import { CompletionsTab } from './completions-tab.tsx';
import { CourseDrawer } from './course-drawer.tsx';
import { CoursesTab } from './courses-tab.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { PeopleTab } from './people-tab.tsx';
import { PersonDrawer } from './person-drawer.tsx';
import { RecordDialog, type RecordStart } from './record-dialog.tsx';

const TABS = ['people', 'completions', 'courses'] as const;
type Tab = (typeof TABS)[number];
const RECORDS = ['person', 'completion', 'course'] as const;
type RecordKind = (typeof RECORDS)[number];

/** What the address says: the tab, and the one record in the drawer. */
function useAddress() {
  const [parameters, setParameters] = useSearchParams();
  const kind = RECORDS.find((one) => parameters.get(one) !== null) ?? null;
  const usual: Tab = kind === 'course' ? 'courses' : kind === 'completion' ? 'completions' : 'people';
  const tab = TABS.find((one) => one === parameters.get('tab')) ?? usual;
  function go(next: { tab?: Tab; open?: { kind: RecordKind; id: string } | null }): void {
    setParameters(
      (before) => {
        const after = next.tab === undefined ? new URLSearchParams(before) : new URLSearchParams();
        after.set('tab', next.tab ?? tab);
        for (const one of RECORDS) after.delete(one);
        if (next.open) after.set(next.open.kind, next.open.id);
        return after;
      },
      { replace: true },
    );
  }
  return { tab, open: kind && { kind, id: parameters.get(kind) ?? '' }, go };
}

type Dialog = { kind: 'record'; start: RecordStart } | { kind: 'import' } | { kind: 'course' };

/** Who was trained in what: people by course, every completion, and the programme itself. */
export function TrainingPage() {
  const { t } = useTranslation();
  const { tab, open, go } = useAddress();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const refusal = useRoleRefusal('training.recordCompletions');
  const courseRefusal = useRoleRefusal('training.createCourse');
  const courses = useQuery(api.training.listCourses.queryOptions());
  const matrix = useQuery(api.training.matrix.queryOptions({ input: {} }));
  usePage(t('training.title'), [{ label: t('app.group.govern') }]);
  const counts = matrix.data?.counts;
  const isEmpty = courses.data?.length === 0;
  const noCourses = isEmpty ? t('training.noCourses') : undefined;
  const record = (start: RecordStart) => setDialog({ kind: 'record', start });
  const addCourse = () => setDialog({ kind: 'course' });
  useKeys(
    t('training.title'),
    refusal === undefined && !isEmpty
      ? [{ key: 'C', label: t('training.record.title'), run: () => record({ people: [], courseId: null }) }]
      : [],
  );

  return (
    <PageLayout
      fill={tab === 'completions' && !isEmpty}
      header={
        <PageHeader
          title={t('training.title')}
          fact={
            counts && counts.everybody > 0 && !isEmpty
              ? t('training.fact', {
                  count: counts.everybody,
                  complete: formatNumber(counts.complete),
                  all: formatNumber(counts.everybody),
                })
              : t('training.purpose')
          }
          actions={
            <>
              <ButtonLink to="/reports?kind=training" icon={Download}>
                {t('training.export')}
              </ButtonLink>
              <Button icon={Upload} unavailable={refusal ?? noCourses} onClick={() => setDialog({ kind: 'import' })}>
                {t('training.import.action')}
              </Button>
              {tab === 'courses' ? (
                <Button kind="primary" icon={Plus} unavailable={courseRefusal} onClick={addCourse}>
                  {t('training.course.add')}
                </Button>
              ) : (
                <Button
                  kind="primary"
                  icon={Plus}
                  unavailable={refusal ?? noCourses}
                  onClick={() => record({ people: [], courseId: null })}
                >
                  {t('training.record.title')}
                </Button>
              )}
            </>
          }
        />
      }
      tabs={
        isEmpty ? undefined : (
          <TabBar
            label={t('training.title')}
            tabs={TABS.map((id) => ({ id, label: t(`training.tab.${id}`) }))}
            current={tab}
            onChange={(id) => go({ tab: TABS.find((one) => one === id) ?? 'people', open: null })}
          />
        )
      }
      drawer={open && <OpenRecord open={open} onRecord={record} onGo={go} />}
    >
      {courses.error && <ErrorPanel what={t('training.failed')} problem={readProblem(courses.error)} />}
      {isEmpty && <NoCourses onAdd={addCourse} />}
      {courses.data && !isEmpty && tab === 'people' && (
        <PeopleTab onOpen={(id) => go({ open: { kind: 'person', id } })} onRecord={record} />
      )}
      {courses.data && !isEmpty && tab === 'completions' && (
        <CompletionsTab courses={courses.data} onOpen={(id) => go({ open: { kind: 'completion', id } })} />
      )}
      {courses.data && !isEmpty && tab === 'courses' && (
        <CoursesTab courses={courses.data} onOpen={(id) => go({ open: { kind: 'course', id } })} />
      )}
      {dialog?.kind === 'record' && (
        <RecordDialog start={dialog.start} courses={courses.data ?? []} onClose={() => setDialog(null)} />
      )}
      {dialog?.kind === 'import' && <ImportDialog onClose={() => setDialog(null)} />}
      {dialog?.kind === 'course' && (
        <AddCourseDialog
          onAdded={(id) => {
            setDialog(null);
            go({ tab: 'courses', open: { kind: 'course', id } });
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </PageLayout>
  );
}

interface OpenRecordProps {
  open: { kind: RecordKind; id: string };
  onRecord: (start: RecordStart) => void;
  onGo: (next: { open: { kind: RecordKind; id: string } | null }) => void;
}

function OpenRecord({ open: { kind, id }, onRecord, onGo }: OpenRecordProps) {
  const close = () => onGo({ open: null });
  if (kind === 'course') return <CourseDrawer key={id} courseId={id} onClose={close} />;
  if (kind === 'completion') return <CompletionDrawer key={id} completionId={id} onClose={close} />;
  return (
    <PersonDrawer
      key={id}
      identityId={id}
      onRecord={onRecord}
      onOpenCompletion={(completionId) => onGo({ open: { kind: 'completion', id: completionId } })}
      onClose={close}
    />
  );
}

/** Before the first course: what the page is for, and the first steps. */
function NoCourses({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation();
  const refusal = useRoleRefusal('training.adoptCourses');
  const adopt = useMutation(api.training.adoptCourses.mutationOptions());
  return (
    <>
      {adopt.error && <ErrorPanel what={t('training.failed')} problem={readProblem(adopt.error)} />}
      <EmptyPage
        title={t('training.empty.title')}
        text={t('training.empty.text')}
        steps={[
          {
            title: t('training.empty.adopt'),
            text: t('training.empty.adoptText'),
            action: (
              <Button kind="primary" unavailable={refusal} onClick={() => adopt.mutate({})}>
                {t('training.empty.adoptAction')}
              </Button>
            ),
          },
          {
            title: t('training.course.add'),
            text: t('training.empty.ownText'),
            action: (
              <Button unavailable={refusal} onClick={onAdd}>
                {t('training.course.add')}
              </Button>
            ),
          },
          {
            title: t('training.empty.people'),
            text: t('training.empty.peopleText'),
            action: <ButtonLink to="/access-tiers/people">{t('training.empty.peopleAction')}</ButtonLink>,
          },
        ]}
        gap={t('training.empty.gap')}
      />
    </>
  );
}
