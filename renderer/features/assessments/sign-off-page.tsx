import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { Assessment } from '../../../shared/contract/assessments.ts';
import type { Person } from '../../../shared/contract/people.ts';
import { RECOMMENDATIONS, type Explanation, type Recommendation } from '../../../shared/contract/scores.ts';
import { isAllowedIn } from '../../../shared/rules/assessments.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ChoiceKeys } from '../../components/choice-keys.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DateField } from '../../components/date-field.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { ExplainDrawer } from '../../components/explain-drawer.tsx';
import { FiguresRow } from '../../components/figures-row.tsx';
import links from '../../components/link.module.css';
import { RecordGaps } from '../../components/gaps/record-gaps.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { describeState } from '../../components/status-words.ts';
import { TextField } from '../../components/text-field.tsx';
import { DueMark, WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatList, formatNumber, formatPercent } from '../../platform/format.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { findRefusal, questionPath } from './assessment-rows.ts';
import { SignedNote } from './signed-note.tsx';
import styles from './sign-off-page.module.css';
import { useAssessment, type OpenAssessment } from './use-assessment.ts';

/** What is signed, who may sign it, and the signer's decision. */
export function SignOffPage() {
  const { assessmentId = '' } = useParams();
  return <SignOffLoader key={assessmentId} assessmentId={assessmentId} />;
}

function SignOffLoader({ assessmentId }: { assessmentId: string }) {
  const { t } = useTranslation();
  const { open, error, retry } = useAssessment(assessmentId);
  if (open) return <SignOffView open={open} />;
  if (error === null) return <LoadingRows rows={6} />;
  return <ErrorPanel problem={readProblem(error)} actions={[{ label: t('assessments.again'), run: retry }]} />;
}

function SignOffView({ open }: { open: OpenAssessment }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isExplaining, setExplaining] = useState(false);
  const { assessment, replace } = open;
  usePage(t('assessments.signOff.title'), [
    { label: t('assessments.title'), to: '/assessments' },
    { label: assessment.title, to: recordPath('assessment', assessment.id) },
  ]);
  const isSigned = assessment.state === 'signed_off';
  return (
    <PageLayout
      header={
        <PageHeader
          title={t('assessments.signOff.heading', { title: assessment.title })}
          tag={<WordMark of="assessment" value={assessment.state} variant="tag" />}
          fact={t('assessments.signOff.fact', {
            code: assessment.code,
            tool: assessment.tool.name,
            questionnaire: assessment.questionnaire,
          })}
          actions={
            <>
              <ButtonLink to={recordPath('assessment', assessment.id)}>{t('assessments.signOff.back')}</ButtonLink>
              {isSigned && (
                <ButtonLink kind="primary" to={`/reports?assessment=${assessment.id}`}>
                  {t('assessments.step.report')}
                </ButtonLink>
              )}
            </>
          }
        />
      }
      footer={<PageKeys />}
      drawer={
        isExplaining && (
          <ExplainDrawer
            kind="questionnaire"
            subjectId={assessment.id}
            onClose={() => setExplaining(false)}
            onOpenSource={(source) => {
              if (source.kind === 'question') void navigate(questionPath(assessment.id, source.id));
            }}
          />
        )
      }
    >
      <div className={styles.flushNote}>
        <SignedNote assessment={assessment} />
      </div>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Summary assessment={assessment} onExplain={() => setExplaining(true)} />
          <Findings assessment={assessment} />
          <RecordGaps of={{ recordId: assessment.id }} />
        </div>
        <div className={styles.column}>
          {!isSigned && <DecisionPanel assessment={assessment} onSigned={replace} />}
          <FrozenPanel assessment={assessment} />
        </div>
      </div>
    </PageLayout>
  );
}

function Summary({ assessment, onExplain }: { assessment: Assessment; onExplain: () => void }) {
  const { t } = useTranslation();
  const { score } = assessment;
  const explanation = useQuery(
    api.scores.explain.queryOptions({ input: { kind: 'questionnaire', subjectId: assessment.id } }),
  );
  return (
    <Panel
      title={t('assessments.signOff.result')}
      note={t('assessments.signOff.recommended')}
      action={
        <Button kind="link" onClick={onExplain}>
          {t('assessments.signOff.explain')}
        </Button>
      }
    >
      <p className={styles.recommendation}>
        <WordMark of="recommendation" value={score.recommendation} variant="tag" />
        <span>{t(`assessments.signOff.recommendation.${score.recommendation}`)}</span>
      </p>
      <FiguresRow
        inPanel
        figures={[
          {
            label: t('assessments.signOff.score'),
            value: score.score === null ? '–' : formatNumber(Math.round(score.score)),
            note: t('assessments.signOff.range', { low: Math.round(score.low), high: Math.round(score.high) }),
          },
          {
            label: t('assessments.signOff.completeness'),
            value: formatPercent(score.completeness),
            note: t('assessments.signOff.unknown', { count: score.unknown }),
          },
          {
            label: t('assessments.signOff.confidence'),
            value: formatPercent(score.confidence),
            note: t('assessments.signOff.stated'),
          },
          {
            label: t('assessments.signOff.redFlags'),
            value: formatNumber(score.openRedFlags),
            note: t('assessments.signOff.open'),
            ...(score.openRedFlags > 0 && { tone: 'bad' as const }),
          },
        ]}
      />
      {explanation.isError && <ErrorPanel problem={readProblem(explanation.error)} />}
      {explanation.data && <Obstacles explanation={explanation.data} />}
    </Panel>
  );
}

/** What keeps the result from "meets", and the smallest change that would better it. */
function Obstacles({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation();
  const { gates, whatIf } = explanation;
  const standing = gates.filter((gate) => gate.state !== 'passed' && gate.state !== 'not_met');
  const short = gates.filter((gate) => gate.state === 'not_met' && gate.text.key.includes('threshold'));
  const obstacles = [...standing, ...short];
  return (
    <>
      <h3 className={styles.subtitle}>{t('assessments.signOff.lifts')}</h3>
      {obstacles.length === 0 ? (
        <p>{t('assessments.signOff.nothingInTheWay')}</p>
      ) : (
        <ul className={styles.obstacles}>
          {obstacles.map((gate) => (
            <li key={`${gate.text.key} ${JSON.stringify(gate.text.parameters)}`}>
              <WordMark of="scoreGate" value={gate.state} />
              <span>{t(gate.text.key, gate.text.parameters)}</span>
            </li>
          ))}
        </ul>
      )}
      {whatIf !== null && (
        <p className={styles.whatIf}>
          {t('assessments.signOff.smallest', {
            change: formatList(whatIf.changes.map((change) => t(change.text.key, change.text.parameters))),
          })}
        </p>
      )}
    </>
  );
}

function Findings({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const findings = useQuery(
    api.findings.list.queryOptions({
      input: {
        limit: 100,
        filters: [{ field: 'assessmentId', operator: 'is', values: [assessment.id] }],
        sort: [{ field: 'dueOn', direction: 'ascending' }],
      },
    }),
  );
  return (
    <Panel title={t('assessments.signOff.findings')} fact={findings.data && formatNumber(findings.data.total)} flush>
      {findings.isPending && <LoadingRows />}
      {findings.isError && <ErrorPanel problem={readProblem(findings.error)} />}
      {findings.data && (
        <DataTable
          label={t('assessments.signOff.findings')}
          rows={findings.data.rows}
          rowId={(finding) => finding.id}
          empty={t('assessments.signOff.noFindings')}
          columns={[
            { id: 'code', title: t('assessments.signOff.findingCode'), mono: true, render: (finding) => finding.code },
            {
              id: 'title',
              title: t('assessments.signOff.finding'),
              wrap: true,
              render: (finding) => (
                <Link className={styles.plainLink} to={recordPath('finding', finding.id)}>
                  {finding.title}
                </Link>
              ),
            },
            {
              id: 'status',
              title: t('assessments.signOff.findingStatus'),
              render: (finding) => <WordMark of="finding" value={finding.status} />,
            },
            {
              id: 'due',
              title: t('assessments.signOff.findingDue'),
              render: (finding) => <DueMark dueOn={finding.dueOn} today={today} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}

/** Why this person may not sign now; nothing when they may. */
function findSigningRefusal(assessment: Assessment, person: Person): 'state' | 'role' | 'prepared' | null {
  const refusal = findRefusal('signOff', assessment.state, person.role);
  if (refusal !== null) return refusal;
  const prepared = [assessment.preparer, ...assessment.preparers].some((one) => one?.id === person.id);
  return prepared ? 'prepared' : null;
}

interface DecisionPanelProps {
  assessment: Assessment;
  onSigned: (assessment: Assessment) => void;
}

function DecisionPanel({ assessment, onSigned }: DecisionPanelProps) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const [decision, setDecision] = useState<Recommendation | null>(null);
  const [reason, setReason] = useState('');
  const [conditions, setConditions] = useState('');
  const [nextDueOn, setNextDueOn] = useState<string | null>(null);
  const sign = useMutation(api.assessments.signOff.mutationOptions({ onSuccess: onSigned }));
  const { recommendation } = assessment.score;
  const refused = findSigningRefusal(assessment, person);
  const listed = conditions
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const differs = decision !== null && decision !== recommendation;
  const state = t(`components.word.assessment.${assessment.state}`);
  const refusal =
    refused === null ? undefined : t(`assessments.signOff.refused.${refused}`, { name: person.name, state });

  function findGap(): string | undefined {
    if (refusal !== undefined) return refusal;
    if (decision === null) return t('assessments.signOff.needsDecision');
    if (differs && reason.trim() === '') return t('assessments.signOff.needsReason');
    return decision === 'conditional' && listed.length === 0 ? t('assessments.signOff.needsConditions') : undefined;
  }

  function submit(): void {
    if (decision === null) return;
    const { id: assessmentId, revision } = assessment;
    sign.mutate({ assessmentId, revision, decision, reason, conditions: listed, nextDueOn });
  }

  const names = formatList(assessment.preparers.map((one) => one.name));
  return (
    <Panel
      title={t('assessments.signOff.decision')}
      foot={
        <Button kind="primary" unavailable={findGap()} onClick={submit}>
          {t('assessments.signOff.sign')}
        </Button>
      }
    >
      <div className={styles.form}>
        <p>
          {assessment.preparers.length === 0
            ? t('assessments.signOff.nobodyPrepared')
            : t('assessments.signOff.prepared', { names, count: assessment.preparers.length })}
        </p>
        <StatusMark shape={refused === null ? 'ok' : 'no'} tone={refused === null ? 'ok' : 'bad'}>
          <span className={styles.wrap}>{refusal ?? t('assessments.signOff.maySign', { name: person.name })}</span>
        </StatusMark>
        {!isAllowedIn('signOff', assessment.state) && (
          <Link className={links.link} to={recordPath('assessment', assessment.id)}>
            {t('assessments.signOff.back')}
          </Link>
        )}
        <ChoiceKeys
          label={t('assessments.signOff.decision')}
          choices={RECOMMENDATIONS.map((value, index) => {
            const { shape, tone, key } = describeState('recommendation', value);
            return { value, label: t(key), shape, tone, keyCap: String(index + 1) };
          })}
          value={decision}
          onChoose={setDecision}
          unavailable={refusal}
        />
        {differs && (
          <TextField
            label={t('assessments.signOff.reason')}
            help={t('assessments.signOff.reasonHelp')}
            value={reason}
            onChange={setReason}
            multiline
            required
            maxLength={5000}
          />
        )}
        <TextField
          label={t('assessments.signOff.conditions')}
          help={t('assessments.signOff.conditionsHelp')}
          value={conditions}
          onChange={setConditions}
          multiline
          rows={4}
          optional={decision !== 'conditional'}
          readOnly={refused !== null}
        />
        <DateField
          label={t('assessments.signOff.nextDue')}
          help={t('assessments.signOff.nextDueHelp')}
          value={nextDueOn}
          onChange={setNextDueOn}
          optional
          readOnly={refused !== null}
        />
        {sign.error !== null && <ErrorPanel problem={readProblem(sign.error)} />}
      </div>
    </Panel>
  );
}

function FrozenPanel({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation();
  const pieces = new Set(assessment.answers.flatMap((answer) => answer.evidence.map((piece) => piece.evidenceId)));
  const verdicts = assessment.answers.filter((answer) => answer.verdict !== null).length;
  return (
    <Panel title={t('assessments.signOff.frozen')}>
      <ul className={styles.frozen}>
        <li>
          {t('assessments.signOff.frozenQuestions', { title: assessment.pack.title, version: assessment.pack.version })}
        </li>
        <li>{t('assessments.signOff.frozenAnswers', { count: assessment.score.answered })}</li>
        <li>{t('assessments.signOff.frozenVerdicts', { count: verdicts })}</li>
        <li>{t('assessments.signOff.frozenEvidence', { count: pieces.size })}</li>
        <li>{t('assessments.signOff.frozenRequests', { count: assessment.followUps.length })}</li>
        <li>{t('assessments.signOff.frozenResult')}</li>
      </ul>
      <p className={styles.frozenNote}>{t('assessments.signOff.frozenNote')}</p>
    </Panel>
  );
}
