import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { QuestionnairePack } from '../../../shared/contract/questionnaire-pack.ts';
import type { Questionnaire } from '../../../shared/contract/questionnaires.ts';
import { Button } from '../../components/button.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Note } from '../../components/note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { PopoverMenu } from '../../components/popover-menu.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAutosave } from '../../components/use-autosave.ts';
import { WordMark } from '../../components/word-mark.tsx';
import { api, client, useRefresh } from '../../platform/api.ts';
import { host } from '../../platform/host.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useToast } from '../../platform/toasts.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import { LintPanel } from './lint-panel.tsx';
import {
  addQuestion,
  moveQuestion,
  questionAt,
  removeQuestion,
  splitSection,
  type QuestionPlace,
} from './pack-editing.ts';
import { PackRail } from './pack-rail.tsx';
import { QuestionForm } from './question-form.tsx';
import styles from './questionnaire-page.module.css';

/** One version of a questionnaire: read, or as a draft changed, checked and published. */
export function QuestionnairePage() {
  const { questionnaireId = '' } = useParams();
  const questionnaire = useQuery(api.questionnaires.get.queryOptions({ input: { questionnaireId } }));
  if (questionnaire.isError) return <ErrorPanel problem={readProblem(questionnaire.error)} />;
  if (!questionnaire.data) return <LoadingRows />;
  return <Editor key={questionnaireId} questionnaire={questionnaire.data} />;
}

function Editor({ questionnaire }: { questionnaire: Questionnaire }) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const [place, setPlace] = useState<QuestionPlace>({ section: 0, question: 0 });
  const draft = useDraft(questionnaire);
  const { pack } = draft;
  const isDraft = questionnaire.status === 'draft';
  const mayEdit = person.role === 'compliance_officer' || person.role === 'security_reviewer';
  const editable = isDraft && mayEdit;
  const question = questionAt(pack, place) ?? pack.sections[0]?.questions[0];
  const places = pack.sections.flatMap((section, at) =>
    section.questions.map((_one, index) => ({ section: at, question: index })),
  );
  const present = places.findIndex((one) => one.section === place.section && one.question === place.question);
  const go = (step: -1 | 1) => setPlace(places[(present + step + places.length) % places.length] ?? place);
  usePage(pack.title, [{ label: t('questionnaires.title'), to: '/questionnaires' }]);
  useKeys(pack.title, [
    { key: 'J', label: t('questionnaires.next'), run: () => go(1), hint: true },
    { key: 'K', label: t('questionnaires.previous'), run: () => go(-1), hint: true },
  ]);

  function add() {
    const added = addQuestion(pack, place, {
      label: t('questionnaires.newLabel'),
      question: t('questionnaires.newQuestion'),
      vendorQuestion: t('questionnaires.newVendorQuestion'),
      guidance: t('questionnaires.newGuidance'),
    });
    draft.change(added.pack);
    setPlace(added.place);
  }

  return (
    <PageLayout
      fill
      header={
        <PageHeader
          title={pack.title}
          tag={<WordMark of="questionnaire" value={questionnaire.status} variant="tag" />}
          fact={t('questionnaires.recordFact', { version: pack.version, count: places.length, purpose: pack.purpose })}
          actions={
            <Actions
              questionnaire={questionnaire}
              lintErrors={draft.lint.filter(({ severity }) => severity === 'error').length}
              onBeforeStep={draft.flush}
            />
          }
        />
      }
      footer={<PageKeys />}
    >
      <div className={styles.columns}>
        <PackRail pack={pack} lint={draft.lint} place={place} onChoose={setPlace} />
        <div className={styles.centre}>
          {draft.problem && <ErrorPanel problem={draft.problem} kept={t('questionnaires.kept')} />}
          {!isDraft && <Note>{t(`questionnaires.readOnly.${questionnaire.origin}`)}</Note>}
          {editable && (
            <div className={styles.tools}>
              <Button size="small" onClick={add}>
                {t('questionnaires.addQuestion')}
              </Button>
              <Button
                size="small"
                kind="quiet"
                onClick={() => {
                  const moved = moveQuestion(pack, place, -1);
                  draft.change(moved.pack);
                  setPlace(moved.place);
                }}
              >
                {t('questionnaires.moveUp')}
              </Button>
              <Button
                size="small"
                kind="quiet"
                onClick={() => {
                  const moved = moveQuestion(pack, place, 1);
                  draft.change(moved.pack);
                  setPlace(moved.place);
                }}
              >
                {t('questionnaires.moveDown')}
              </Button>
              <Button
                size="small"
                kind="quiet"
                onClick={() => {
                  draft.change(removeQuestion(pack, place));
                  setPlace({ ...place, question: Math.max(0, place.question - 1) });
                }}
              >
                {t('questionnaires.remove')}
              </Button>
              <Button
                size="small"
                kind="quiet"
                onClick={() => {
                  const split = splitSection(pack, place, t('questionnaires.newSection'));
                  draft.change(split.pack);
                  setPlace(split.place);
                }}
              >
                {t('questionnaires.ownSection')}
              </Button>
            </div>
          )}
          {question && (
            <QuestionForm
              key={`${place.section}.${place.question}`}
              pack={pack}
              place={place}
              question={question}
              readOnly={!editable}
              onChange={draft.change}
            />
          )}
        </div>
        <LintPanel lint={draft.lint} isDraft={isDraft} onChoose={setPlace} />
      </div>
    </PageLayout>
  );
}

/** The draft as it is typed: saved as it changes, with what the core finds wrong with it. */
function useDraft(questionnaire: Questionnaire) {
  const { t } = useTranslation();
  const [lint, setLint] = useState(questionnaire.lint);
  const [problem, setProblem] = useState<Problem | null>(null);
  const revision = useRef(questionnaire.revision);
  useEffect(() => {
    revision.current = Math.max(revision.current, questionnaire.revision);
  }, [questionnaire.revision]);
  const field = useAutosave<QuestionnairePack>({
    value: questionnaire.pack,
    delay: 500,
    save: async (pack) => {
      try {
        const saved = await client.questionnaires.saveDraft({
          questionnaireId: questionnaire.id,
          revision: revision.current,
          pack,
        });
        revision.current = saved.revision;
        setLint(saved.lint);
        setProblem(null);
      } catch (error) {
        setProblem(readProblem(error));
        throw error instanceof Error ? error : new Error(t('questionnaires.notSaved'));
      }
    },
  });
  return { pack: field.value, change: field.change, flush: field.flush, lint, problem };
}

interface ActionsProps {
  questionnaire: Questionnaire;
  lintErrors: number;
  onBeforeStep: () => Promise<void>;
}

function Actions({ questionnaire, lintErrors, onBeforeStep }: ActionsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const toast = useToast();
  const refresh = useRefresh();
  const { person } = useWorking();
  const [copying, setCopying] = useState(false);
  const [publishing, setPublishing] = useState(false);
  const [title, setTitle] = useState(t('questionnaires.copyTitle', { title: questionnaire.title }));
  const open = ({ id }: { id: string }) => void navigate(recordPath('questionnaire', id));
  const copy = useMutation(api.questionnaires.copy.mutationOptions({ onSuccess: open }));
  const newVersion = useMutation(api.questionnaires.newVersion.mutationOptions({ onSuccess: open }));
  const discard = useMutation(
    api.questionnaires.discardDraft.mutationOptions({ onSuccess: () => void navigate('/questionnaires') }),
  );
  const { id: questionnaireId } = questionnaire;
  const isDraft = questionnaire.status === 'draft';
  const mayEdit = person.role === 'compliance_officer' || person.role === 'security_reviewer';
  const noEdit = mayEdit ? undefined : t('questionnaires.mayNotEdit');

  async function exportFile() {
    const file = await client.questionnaires.exportFile({ questionnaireId });
    if ((await host.saveFiles([file])) > 0)
      toast({ message: t('questionnaires.exported', { name: file.name }), tone: 'ok' });
  }
  async function publish() {
    await onBeforeStep();
    const { revision } = await client.questionnaires.get({ questionnaireId });
    await client.questionnaires.publish({ questionnaireId, revision });
    await refresh('questionnaires.publish');
    setPublishing(false);
    toast({ message: t('questionnaires.publishedToast'), tone: 'ok' });
  }
  async function discardDraft() {
    const { revision } = await client.questionnaires.get({ questionnaireId });
    discard.mutate({ questionnaireId, revision });
  }
  const publishRefusal =
    person.role === 'compliance_officer'
      ? lintErrors > 0
        ? t('questionnaires.lintErrors', { count: lintErrors })
        : undefined
      : t('questionnaires.officersPublish');

  return (
    <>
      <PopoverMenu
        label={t('questionnaires.more')}
        items={[
          { id: 'export', label: t('questionnaires.exportFile'), run: () => void exportFile() },
          ...(isDraft
            ? [
                {
                  id: 'discard',
                  label: t('questionnaires.discard'),
                  danger: true,
                  unavailable: noEdit,
                  run: () => void discardDraft(),
                },
              ]
            : []),
        ]}
      />
      <Button unavailable={noEdit} onClick={() => setCopying(true)}>
        {t('questionnaires.copy')}
      </Button>
      {!isDraft && questionnaire.origin === 'own' && (
        <Button kind="primary" unavailable={noEdit} onClick={() => newVersion.mutate({ questionnaireId })}>
          {t('questionnaires.newVersion')}
        </Button>
      )}
      {isDraft && (
        <Button kind="primary" unavailable={publishRefusal} onClick={() => setPublishing(true)}>
          {t('questionnaires.publish')}
        </Button>
      )}
      {copying && (
        <FormDialog
          title={t('questionnaires.copy')}
          primary={t('questionnaires.makeCopy')}
          unavailable={title.trim() === '' ? t('questionnaires.titleMissing') : undefined}
          onSubmit={() => copy.mutateAsync({ questionnaireId, title: title.trim() })}
          onClose={() => setCopying(false)}
        >
          <TextField
            label={t('questionnaires.name')}
            value={title}
            onChange={setTitle}
            help={t('questionnaires.copyHelp')}
          />
        </FormDialog>
      )}
      {publishing && (
        <FormDialog
          title={t('questionnaires.publishTitle', { version: questionnaire.version })}
          primary={t('questionnaires.publish')}
          onSubmit={publish}
          onClose={() => setPublishing(false)}
        >
          <p>{t('questionnaires.publishText')}</p>
        </FormDialog>
      )}
    </>
  );
}
