import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { ACCESS_CLASSES, type AccessClass } from '../../../shared/contract/access-tier-records.ts';
import type { AccessDecision, AccessQuestion } from '../../../shared/contract/access-tiers.ts';
import { Button } from '../../components/button.tsx';
import { joinClasses } from '../../components/class-names.ts';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import links from '../../components/link.module.css';
import { OnlySpoken } from '../../components/only-spoken.tsx';
import { ToolSelect } from '../../components/record/tool-select.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusShape } from '../../components/status-shape.tsx';
import { describeState } from '../../components/status-words.ts';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { wordRemedy, wordStep } from './access-words.ts';
import styles from './ask-panel.module.css';
import { IdentitySelect, RepositorySelect } from './record-selects.tsx';
import { RequestExceptionDialog } from './request-exception-dialog.tsx';
import { SaveCaseDialog } from './save-case-dialog.tsx';

/** The question as the address keeps it, so that Back and links bring it again. */
function useQuestion() {
  const [parameters, setParameters] = useSearchParams();
  const classId = ACCESS_CLASSES.find((one) => one === parameters.get('class')) ?? null;
  const question = {
    identityId: parameters.get('person'),
    toolId: parameters.get('tool'),
    repositoryId: parameters.get('repository'),
    classId: parameters.get('repository') === null ? classId : null,
    region: parameters.get('region'),
  };
  function ask(changes: Readonly<Record<string, string | null>>): void {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value === null) after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { replace: true },
    );
  }
  return { question, ask };
}

type Question = ReturnType<typeof useQuestion>['question'];

/** The question when it can be answered; null while something is still to be chosen. */
function completeQuestion(question: Question): AccessQuestion | null {
  const { identityId, toolId, repositoryId, classId, region } = question;
  if (identityId === null || toolId === null || (repositoryId === null && classId === null)) return null;
  return { identityId, toolId, repositoryId, classId, region };
}

/** May this person use this tool here? The answer with every rule that was asked. */
export function AskPanel() {
  const { t } = useTranslation();
  const { question, ask } = useQuestion();
  const complete = completeQuestion(question);
  const regions = useQuery(api.residency.regions.queryOptions());
  const { data, error } = useQuery({
    ...api.accessTiers.ask.queryOptions({
      input: {
        ...(complete ?? { identityId: '', toolId: '', repositoryId: null, classId: null, region: null }),
        designId: null,
      },
      placeholderData: keepPreviousData,
    }),
    enabled: complete !== null,
  });
  return (
    <section className={styles.ask} aria-labelledby="ask-title">
      <header className={styles.head}>
        <h2 id="ask-title" className={styles.title}>
          {t('accessTiers.ask.title')}
        </h2>
        <span className={styles.quiet}>{t('accessTiers.ask.question')}</span>
      </header>
      <div className={styles.fields}>
        <IdentitySelect
          label={t('accessTiers.ask.person')}
          id={question.identityId}
          onChoose={(person) => ask({ person })}
        />
        <ToolSelect label={t('accessTiers.ask.tool')} toolId={question.toolId} onChoose={(tool) => ask({ tool })} />
        <RepositorySelect
          label={t('accessTiers.ask.repository')}
          id={question.repositoryId}
          onChoose={(repository) => ask({ repository, class: null })}
        />
        <SelectField<AccessClass>
          label={t('accessTiers.ask.class')}
          value={question.classId}
          emptyLabel={t(
            question.repositoryId === null ? 'accessTiers.ask.noClass' : 'accessTiers.ask.classOfRepository',
          )}
          options={ACCESS_CLASSES.map((value) => ({ value, label: t(`accessTiers.class.${value}`) }))}
          onChange={(classId: AccessClass | null) => ask({ class: classId, repository: null })}
        />
        <SelectField
          label={t('accessTiers.ask.region')}
          value={question.region}
          emptyLabel={t('accessTiers.ask.anyRegion')}
          options={(regions.data?.regions ?? []).map(({ region: { id, name } }) => ({ value: id, label: name }))}
          onChange={(region: string | null) => ask({ region })}
        />
      </div>
      {complete === null && <p className={styles.hint}>{t('accessTiers.ask.choose')}</p>}
      {complete !== null && error && (
        <div className={styles.hint}>
          <ErrorPanel what={t('accessTiers.ask.failed')} problem={readProblem(error)} />
        </div>
      )}
      {complete !== null &&
        !error &&
        (data ? <Answer question={complete} decision={data} /> : <LoadingRows rows={6} />)}
    </section>
  );
}

/** Outcomes are drawn as the cells of the matrix are. */
function Answer({ question, decision }: { question: AccessQuestion; decision: AccessDecision }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'exception' | 'case' | null>(null);
  const requestRefusal = useRoleRefusal('accessTiers.requestException');
  const caseRefusal = useRoleRefusal('accessTiers.saveCase');
  const { outcome, steps, decidedBy, remedies, design, draft } = decision;
  const word = describeState('accessOutcome', outcome);
  const askedSteps = steps.filter((step) => step.outcome !== 'not_asked');
  const asksException = remedies.some(({ remedy }) => remedy === 'exception');
  return (
    <>
      <p className={styles.decision} aria-live="polite">
        <span className={joinClasses(styles.tag, styles[outcome])}>
          <StatusShape shape={word.shape} />
          {t(`accessTiers.answer.${outcome}`)}
        </span>
        <span className={styles.quiet}>{t('accessTiers.ask.decidedBy', { number: decidedBy })}</span>
      </p>
      <ol className={styles.chain} aria-label={t('accessTiers.ask.chain')}>
        {askedSteps.map((step) => (
          <li
            key={step.rule}
            className={joinClasses(styles.step, step.deciding && styles.deciding)}
            value={step.number}
          >
            <span
              className={joinClasses(
                styles.number,
                step.deciding && (step.outcome === 'pass' ? styles.decidingPass : styles[step.outcome]),
              )}
              aria-hidden="true"
            >
              {step.number}
            </span>
            <div>
              {wordStep(t, step)}
              {step.deciding && <OnlySpoken>{t('accessTiers.ask.decides')}</OnlySpoken>}
              <div className={styles.quiet}>
                {t(`accessTiers.ask.outcome.${step.outcome}`)}
                {step.rule === 'matrix' && design !== null && (
                  <>
                    {'. '}
                    {t('accessTiers.ask.byVersion', {
                      version: design.version,
                      day: design.inForceOn === null ? '–' : formatDay(design.inForceOn),
                    })}
                    {draft &&
                      ` ${t('accessTiers.ask.draftSays', {
                        version: draft.version,
                        outcome: t(`accessTiers.outcome.${draft.outcome}`),
                      })}`}
                  </>
                )}
              </div>
              <StepLink step={step.rule} question={question} />
            </div>
          </li>
        ))}
      </ol>
      <div className={styles.foot}>
        <div className={styles.change}>
          <h3 className={styles.changeTitle}>{t('accessTiers.ask.wouldChange')}</h3>
          {remedies.length === 0 ? (
            <p>{t(outcome === 'allow' ? 'accessTiers.ask.nothingMissing' : 'accessTiers.ask.nothingHelps')}</p>
          ) : (
            <ul className={styles.remedies}>
              {remedies.map((remedy, index) => (
                <li key={index}>{wordRemedy(t, remedy)}</li>
              ))}
            </ul>
          )}
        </div>
        <div className={styles.actions}>
          <Button
            size="small"
            unavailable={requestRefusal ?? (asksException ? undefined : t('accessTiers.ask.noExceptionNeeded'))}
            onClick={() => setDialog('exception')}
          >
            {t('accessTiers.ask.requestException')}
          </Button>
          <Button kind="link" size="small" unavailable={caseRefusal} onClick={() => setDialog('case')}>
            {t('accessTiers.ask.saveCase')}
          </Button>
        </div>
      </div>
      {dialog === 'exception' && (
        <RequestExceptionDialog
          from={{ ...question, classId: findClass(decision, question) }}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'case' && <SaveCaseDialog question={question} onClose={() => setDialog(null)} />}
    </>
  );
}

/** The class that an exception would be for: as its remedy names it, else as asked. */
function findClass({ remedies }: AccessDecision, question: AccessQuestion): AccessClass | null {
  const named = remedies.find(({ remedy }) => remedy === 'exception')?.facts['class'];
  return ACCESS_CLASSES.find((one) => one === named) ?? question.classId;
}

/** What a rule rests on, one click away. */
function StepLink({ step, question }: { step: string; question: AccessQuestion }) {
  const { t } = useTranslation();
  const paths: Partial<Record<string, string | null>> = {
    tool: recordPath('tool', question.toolId),
    class: question.repositoryId && recordPath('repository', question.repositoryId),
    training: `/training?person=${encodeURIComponent(question.identityId)}`,
    exception: '/access-tiers/exceptions',
    review: recordPath('identity', question.identityId),
    approval: recordPath('identity', question.identityId),
    identity: recordPath('identity', question.identityId),
    owner: recordPath('identity', question.identityId),
  };
  const path = paths[step];
  if (!path) return null;
  return (
    <Link className={joinClasses(links.link, styles.source)} to={path}>
      {t(`accessTiers.ask.source.${step}`)}
    </Link>
  );
}
