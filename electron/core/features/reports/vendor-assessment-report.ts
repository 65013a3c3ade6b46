import type { Answer, Assessment } from '../../../../shared/contract/assessments.ts';
import type { Evidence } from '../../../../shared/contract/evidence.ts';
import type { Finding } from '../../../../shared/contract/findings.ts';
import type { Person } from '../../../../shared/contract/people.ts';
import type { PackQuestion, PackSection } from '../../../../shared/contract/questionnaire-pack.ts';
import type { Risk } from '../../../../shared/contract/risks.ts';
import type { Explanation } from '../../../../shared/contract/scores.ts';
import type { Tool } from '../../../../shared/contract/tools.ts';
import type { Vendor } from '../../../../shared/contract/vendors.ts';
import type {
  Report,
  ReportBlock,
  ReportChapter,
  ReportPerson,
  ReportRow,
  ReportSheet,
  ReportTable,
  ReportValue,
  VerdictMark,
} from '../../../../shared/report/report.ts';
import type { GateResult, QuestionnaireResult } from '../../../../shared/rules/scores/questionnaire-score.ts';
import { toNumber, wholePercent, type Rational } from '../../../../shared/rules/scores/rational.ts';
import { buildEvidenceSheetTable, buildEvidenceTable } from './evidence-report.ts';
import {
  buildFinding,
  buildFindingsSheetTable,
  buildFindingsTable,
  isOpenFinding,
  sortFindings,
} from './findings-report.ts';
import { describeColumns, startCover, type ReportFrame } from './report-frame.ts';
import {
  bandValue,
  dateValue,
  markOf,
  ratioValue,
  strongValue,
  sumValue,
  textValue,
  verdictValue,
  wholeValue,
} from './report-values.ts';

/** Everything a vendor assessment report draws on. */
export interface AssessmentSource {
  assessment: Assessment;
  result: QuestionnaireResult;
  vendor: Vendor;
  tool: Tool;
  findings: readonly Finding[];
  evidence: readonly Evidence[];
  risks: readonly Risk[];
  people: readonly Person[];
  /** How each number came about, the questionnaire's first. */
  explanations: readonly Explanation[];
  /** SHA-256 over the content of the assessment as it stands. */
  contentSum: string;
  trail: { sequence: number; hash: string };
  /** The data-flow map of the tool as a figure with its twin; empty when it has none. */
  dataFlow: readonly ReportBlock[];
}

/** An assessment with what is derived from it once for the whole report. */
interface Draft extends AssessmentSource {
  frame: ReportFrame;
  answers: ReadonlyMap<string, Answer>;
  openFindings: readonly Finding[];
  frameworks: string;
}

const MARKS: readonly VerdictMark[] = ['met', 'partly', 'not-met', 'unknown', 'not-applicable'];
const MARK_COLUMNS = ['met', 'partlyMet', 'notMet', 'notJudged', 'notApplicable'] as const;
/** Order of the gates: what decides first. */
const GATE_ORDER: readonly GateResult[] = ['failed', 'open', 'passed', 'not_triggered'];
const GATE_TONES = { passed: 'ok', failed: 'bad', open: 'neutral', not_triggered: 'mute' } as const;

/**
 * The vendor assessment: cover, summary with score and gates, findings, every question with answer, verdict, evidence
 * and clauses, evidence index, method, sign-off; and the same as sheets of a workbook.
 */
export function buildVendorAssessmentReport(frame: ReportFrame, source: AssessmentSource): Report {
  const { translate } = frame.language;
  const { assessment } = source;
  const draft: Draft = {
    ...source,
    frame,
    answers: new Map(assessment.answers.map((answer) => [answer.questionId, answer])),
    openFindings: sortFindings(source.findings.filter(isOpenFinding)),
    frameworks: assessment.pack.frameworks.map(({ code, name, version }) => `${code} ${name} (${version})`).join('; '),
  };
  const version = isSigned(assessment) ? '1.0' : '0.9';
  const status = translate(isSigned(assessment) ? 'status.final' : 'status.draft');
  return {
    kind: 'vendor_assessment',
    cover: {
      ...startCover(frame),
      title: translate('kind.vendor_assessment'),
      subject: nameSubject(draft),
      subtitle: source.vendor.legalName || source.vendor.name,
      runningSubject: source.tool.name,
      documentId: writeDocumentId(draft),
      version,
      status,
      facts: listCoverFacts(draft, version, status),
      people: listPeople(draft),
      manifest: {
        kind: 'checksum',
        label: translate('cover.manifest'),
        sha256: source.contentSum,
        note: translate('cover.manifestNote'),
      },
    },
    chapters: [
      { title: translate('summary.title'), newPage: true, blocks: buildSummary(draft) },
      {
        title: translate('findings.title'),
        newPage: true,
        blocks: [
          { kind: 'paragraph', text: translate('findings.intro') },
          buildFindingsTable(frame, draft.openFindings),
          ...draft.openFindings.map((finding) => buildFinding(frame, finding)),
        ],
      },
      buildResults(draft),
      ...(draft.dataFlow.length > 0
        ? [{ title: translate('dataFlows.report.chapter'), newPage: true, blocks: draft.dataFlow }]
        : []),
      { title: translate('evidence.title'), blocks: [buildEvidenceTable(frame, source.evidence, assessment.id)] },
      buildMethod(draft),
      { title: translate('signOff.title'), newPage: true, blocks: buildSignOff(draft) },
    ],
    versions: listVersions(draft, version),
    sheets: buildSheets(draft),
    contents: true,
    createdAt: frame.createdAt,
    language: frame.language.tag,
  };
}

function isSigned(assessment: Assessment): boolean {
  return assessment.signOff !== null && assessment.signOff.voidedAt === null;
}

function nameSubject({ frame, tool, assessment }: Draft): string {
  const plan = assessment.plan || tool.plan;
  return plan === '' ? tool.name : frame.language.translate('plan', { tool: tool.name, plan });
}

function writeDocumentId({ frame, assessment }: Draft): string {
  return `${frame.documentPrefix}-VA-${assessment.code.replace(/^AS-/, '')}`;
}

function listCoverFacts(draft: Draft, version: string, status: string) {
  const { frame, assessment, vendor } = draft;
  const { translate, writeDay } = frame.language;
  const signed = isSigned(assessment) ? assessment.signOff : null;
  const period =
    assessment.periodStart && assessment.periodEnd
      ? translate('period', { from: writeDay(assessment.periodStart), to: writeDay(assessment.periodEnd) })
      : translate('cover.notStated');
  const result: ReportValue = vendor.residual
    ? {
        kind: 'band',
        level: ({ low: 1, medium: 2, high: 3, critical: 4 } as const)[vendor.residual.band],
        text: translate(`band.${vendor.residual.band}`),
        lead: writeDecision(draft),
        label: translate('cover.residual'),
      }
    : strongValue(writeDecision(draft));
  return [
    { label: translate('cover.result'), value: result },
    { label: translate('cover.scopeIn'), value: textValue(assessment.scope.included || translate('cover.notStated')) },
    { label: translate('cover.scopeOut'), value: textValue(assessment.scope.excluded || translate('cover.notStated')) },
    { label: translate('cover.period'), value: textValue(period) },
    { label: translate('cover.asOf'), value: dateValue(frame.asOf) },
    {
      label: translate('cover.versionStatus'),
      value: textValue(
        signed
          ? translate('versionSigned', { version, status, date: writeDay(signed.signedAt.slice(0, 10)) })
          : translate('versionStatus', { version, status }),
      ),
    },
    { label: translate('cover.document'), value: { kind: 'identifier', text: writeDocumentId(draft) } as const },
  ];
}

/** The signer's decision, or the rule's recommendation while nobody has signed. */
function writeDecision({ frame, assessment }: Draft): string {
  const { translate } = frame.language;
  return isSigned(assessment) && assessment.signOff
    ? translate(`decisionSentence.${assessment.signOff.decision}`)
    : translate(`recommendationSentence.${assessment.score.recommendation}`);
}

function describePerson(draft: Draft, role: string, personId: string | undefined, date: string | null): ReportPerson[] {
  const person = draft.people.find((one) => one.id === personId);
  return person ? [{ role, name: person.name, position: person.position, date }] : [];
}

function listPeople(draft: Draft): ReportPerson[] {
  const { assessment, frame } = draft;
  const { translate } = frame.language;
  const signed = isSigned(assessment) ? assessment.signOff : null;
  const lastVerdict = assessment.answers
    .map((answer) => answer.verdictAt)
    .filter((at) => at !== null)
    .toSorted()
    .at(-1);
  return [
    ...describePerson(
      draft,
      translate('cover.prepared'),
      assessment.preparer?.id,
      assessment.submittedAt?.slice(0, 10) ?? null,
    ),
    ...describePerson(draft, translate('cover.reviewed'), assessment.reviewer?.id, lastVerdict?.slice(0, 10) ?? null),
    ...describePerson(draft, translate('cover.approved'), signed?.signer.id, signed?.signedAt.slice(0, 10) ?? null),
  ];
}

function listVersions({ frame, assessment }: Draft, version: string) {
  const { translate } = frame.language;
  const author = assessment.preparer?.name ?? frame.author;
  const drafted = {
    version: '0.9',
    date: assessment.submittedAt?.slice(0, 10) ?? frame.asOf,
    author,
    change: translate('versions.draft'),
  };
  if (!isSigned(assessment) || !assessment.signOff) return [drafted];
  const { signer, signedAt } = assessment.signOff;
  return [drafted, { version, date: signedAt.slice(0, 10), author: signer.name, change: translate('versions.signed') }];
}

function buildSummary(draft: Draft): ReportBlock[] {
  const { frame, assessment, vendor, result, openFindings } = draft;
  const { translate } = frame.language;
  const { score } = assessment;
  const triggered = result.gates.filter((gate) => gate.result !== 'not_triggered');
  const failed = triggered.filter((gate) => gate.result === 'failed');
  const bySeverity = (['critical', 'high', 'medium', 'low'] as const)
    .map((severity) => ({ severity, count: openFindings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${translate(`band.${severity}`).toLocaleLowerCase(frame.language.tag)}`);
  const verdicts = buildVerdictsTable(draft);
  return [
    { kind: 'callout', lead: writeDecision(draft), text: writeCallout(draft) },
    {
      kind: 'key-figures',
      figures: [
        {
          label: translate('summary.residual'),
          value: vendor.residual ? bandValue(vendor.residual.band, translate) : textValue(translate('notScored')),
          note: translate('summary.inherentNote', {
            tier: vendor.inherentTier ? translate(`band.${vendor.inherentTier}`) : translate('notScored'),
          }),
        },
        {
          label: translate('summary.gatesFailed'),
          value: {
            kind: 'status',
            text: translate('summary.gatesOf', { failed: failed.length, triggered: triggered.length }),
            tone: failed.length > 0 ? 'bad' : 'ok',
          },
          note: translate('summary.notTriggered', { count: result.gates.length - triggered.length }),
        },
        {
          label: translate('summary.openFindings'),
          value: wholeValue(openFindings.length),
          note: bySeverity.join(', ') || translate('summary.noFindings'),
        },
        {
          label: translate('summary.completeness'),
          value: ratioValue(score.completeness),
          note: translate('summary.completenessNote', {
            answered: score.answered,
            applicable: score.applicable,
            unknown: score.unknown,
          }),
        },
        {
          label: translate('summary.confidence'),
          value: ratioValue(score.confidence),
          note: translate('summary.confidenceNote'),
        },
      ],
    },
    {
      kind: 'figure',
      caption: translate('summary.figure', { count: score.applicable }),
      description: translate('summary.figureDescription'),
      categories: assessment.pack.sections.map((section) => section.title),
      series: MARKS.map((mark, index) => ({
        name: translate(`column.${MARK_COLUMNS[index] ?? 'notJudged'}`),
        verdict: mark,
        values: assessment.pack.sections.map((section) => countVerdicts(draft, [section], mark)),
      })),
    },
    verdicts,
    buildGatesTable(draft),
    buildAcceptedRisksTable(draft),
  ];
}

function writeCallout({ frame, assessment, result }: Draft): string {
  const { translate, writeWhole } = frame.language;
  const { score } = assessment;
  const signed = isSigned(assessment) ? assessment.signOff : null;
  const sentences: string[] = [];
  if (score.failedGates.length > 0) {
    const conditions = score.failedGates.map((condition) => translate(`useCondition.${condition}`)).join(', ');
    sentences.push(translate('summary.useRefused', { conditions }));
  }
  sentences.push(
    result.score === null
      ? translate('summary.noScore')
      : translate('summary.scoreSentence', {
          score: writeWhole(wholePercent(result.score)),
          stated: writeWhole(wholePercent(result.statedScore ?? result.score)),
          low: writeWhole(wholePercent(result.range?.low ?? result.score)),
          high: writeWhole(wholePercent(result.range?.high ?? result.score)),
        }),
  );
  if (signed && signed.decision !== signed.recommendation) {
    sentences.push(
      translate('summary.differs', { recommendation: translate(`decision.${signed.recommendation}`) }),
      translate('summary.reason', { reason: signed.reason }),
    );
  } else if (signed && signed.conditions.length > 0) {
    sentences.push(translate('summary.conditions', { count: signed.conditions.length }));
  }
  return sentences.join(' ');
}

/** Verdicts of a kind; what nobody has judged yet counts as unknown, so that it never looks met. */
function countVerdicts({ answers }: Draft, sections: readonly PackSection[], mark: VerdictMark): number {
  return sections
    .flatMap((section) => section.questions)
    .map((question) => answers.get(question.id))
    .filter((answer) => answer?.applicable && markOf(answer.verdict) === mark).length;
}

function buildVerdictsTable(draft: Draft): ReportTable {
  const { frame, assessment, result } = draft;
  const { translate } = frame.language;
  const { sections } = assessment.pack;
  const scoreOf = (score: Rational | null) => ratioValue(score === null ? null : toNumber(score) / 100);
  const rowFor = (title: string, part: readonly PackSection[], score: Rational | null): ReportRow => ({
    cells: [textValue(title), ...MARKS.map((mark) => wholeValue(countVerdicts(draft, part, mark))), scoreOf(score)],
  });
  return {
    kind: 'table',
    caption: translate('summary.verdicts'),
    description: translate('summary.verdictsDescription'),
    dense: true,
    columns: [
      { id: 'section', title: translate('column.section'), millimetres: 40, characters: 20 },
      { id: 'met', title: translate('column.met'), align: 'right', millimetres: 20, characters: 10 },
      { id: 'partly', title: translate('column.partlyMet'), align: 'right', millimetres: 22, characters: 12 },
      { id: 'notMet', title: translate('column.notMet'), align: 'right', millimetres: 20, characters: 10 },
      { id: 'notJudged', title: translate('column.notJudged'), align: 'right', millimetres: 20, characters: 12 },
      {
        id: 'notApplicable',
        title: translate('column.notApplicable'),
        align: 'right',
        millimetres: 26,
        characters: 15,
      },
      { id: 'score', title: translate('column.score'), align: 'right', millimetres: 22, characters: 10 },
    ],
    rows: [
      ...sections.map((section) =>
        rowFor(section.title, [section], result.sections.find((one) => one.id === section.id)?.score ?? null),
      ),
      { ...rowFor(translate('summary.allSections'), sections, result.score), total: true },
    ],
    empty: translate('results.empty'),
  };
}

function writeEvidenceState(draft: Draft, answer: Answer | undefined): string {
  const { translate } = draft.frame.language;
  return translate(`evidenceState.${answer?.evidenceState ?? 'none'}`).toLocaleLowerCase(draft.frame.language.tag);
}

function writeGateReason(draft: Draft, questionId: string, result: GateResult): string {
  const { translate, tag } = draft.frame.language;
  const answer = draft.answers.get(questionId);
  const finding = draft.openFindings.find((one) => one.questionId === questionId);
  const facts = {
    answer: translate(`answer.${answer?.state ?? 'unanswered'}`).toLocaleLowerCase(tag),
    evidence: writeEvidenceState(draft, answer),
  };
  if (result === 'failed' && finding) return translate('gateReason.failedFinding', { ...facts, finding: finding.code });
  return translate(`gateReason.${result}`, facts);
}

function buildGatesTable(draft: Draft): ReportTable {
  const { frame, result } = draft;
  const { translate } = frame.language;
  const gates = result.gates.toSorted(
    (left, right) => GATE_ORDER.indexOf(left.result) - GATE_ORDER.indexOf(right.result),
  );
  return {
    kind: 'table',
    caption: translate('summary.gates'),
    description: translate('summary.gatesDescription'),
    dense: true,
    columns: [
      { id: 'item', title: translate('column.item'), millimetres: 22, characters: 12 },
      { id: 'condition', title: translate('column.condition'), millimetres: 34, characters: 22 },
      { id: 'result', title: translate('column.result'), millimetres: 30, characters: 16 },
      { id: 'reason', title: translate('column.reason'), millimetres: 84, characters: 40 },
    ],
    rows: gates.map((gate) => ({
      cells: [
        { kind: 'identifier', text: gate.questionId },
        textValue(translate(`useCondition.${gate.condition}`)),
        { kind: 'status', text: translate(`gateResult.${gate.result}`), tone: GATE_TONES[gate.result] },
        textValue(writeGateReason(draft, gate.questionId, gate.result)),
      ],
    })),
    empty: translate('summary.noGates'),
  };
}

function buildAcceptedRisksTable({ frame, risks }: Draft): ReportTable {
  const { translate } = frame.language;
  return {
    kind: 'table',
    caption: translate('summary.acceptedRisks'),
    description: translate('summary.acceptedDescription'),
    dense: true,
    columns: [
      { id: 'id', title: translate('column.id'), millimetres: 20, characters: 12 },
      { id: 'risk', title: translate('column.risk'), millimetres: 68, characters: 40 },
      { id: 'band', title: translate('column.band'), millimetres: 24, characters: 12 },
      { id: 'acceptedBy', title: translate('column.acceptedBy'), millimetres: 34, characters: 24 },
      { id: 'expires', title: translate('column.expires'), millimetres: 24, characters: 14 },
    ],
    rows: risks.flatMap((risk) =>
      risk.open && risk.acceptance
        ? [
            {
              cells: [
                { kind: 'identifier', text: risk.code },
                textValue(risk.title),
                bandValue(risk.residual.band, translate, { score: risk.residual.score }),
                textValue(risk.acceptance.approver.name),
                dateValue(risk.acceptance.expiresOn),
              ],
            } satisfies ReportRow,
          ]
        : [],
    ),
    empty: translate('summary.noAccepted'),
  };
}

function writeClauses(question: PackQuestion): string {
  const byFramework = Map.groupBy(question.clauses, (clause) => clause.framework);
  return [...byFramework]
    .map(([code, clauses]) => `${code} ${clauses.map(({ clause }) => clause).join(', ')}`)
    .join('; ');
}

/** The answer in words: its state, its value where there is one, and the note. */
function writeAnswer({ frame }: Draft, question: PackQuestion, answer: Answer | undefined): string {
  const { translate, writeDay } = frame.language;
  const state = translate(`answer.${answer?.state ?? 'unanswered'}`);
  const value = answer?.value ?? null;
  let worded = '';
  if (value && 'choices' in value) {
    worded = question.choices
      .filter((choice) => value.choices.includes(choice.id))
      .map((choice) => choice.label)
      .join('; ');
  } else if (value && 'text' in value) worded = value.text;
  else if (value && 'number' in value) worded = `${value.number} ${question.bounds?.unit ?? ''}`.trim();
  else if (value && 'date' in value) worded = writeDay(value.date);
  else if (value && 'regions' in value) worded = value.regions.join(', ');
  return [state, worded, answer?.note ?? '']
    .filter((part) => part.trim() !== '')
    .reduce((text, part) => translate('answerWithNote', { answer: text.replace(/\.$/, ''), note: part }));
}

function writeGate({ frame }: Draft, question: PackQuestion): string {
  const { translate } = frame.language;
  if (question.gate.length === 0) return '';
  const condition = question.gate.map((one) => translate(`useCondition.${one}`)).join(', ');
  return translate('gateShort', { condition });
}

function listAsked({ answers }: Draft, section: PackSection): PackQuestion[] {
  return section.questions.filter((question) => answers.get(question.id)?.applicable ?? true);
}

function listEvidence(answer: Answer | undefined): ReportValue {
  if (!answer || answer.evidence.length === 0) return null;
  return { kind: 'identifiers', texts: answer.evidence.map((piece) => piece.indexNumber) };
}

function buildResults(draft: Draft): ReportChapter {
  const { frame, assessment } = draft;
  const { translate, writeDay } = frame.language;
  const { pack } = assessment;
  return {
    title: translate('results.title'),
    blocks: [
      {
        kind: 'paragraph',
        text: translate('results.intro', {
          title: pack.title,
          version: pack.version,
          asOf: writeDay(pack.asOf),
          frameworks: draft.frameworks,
        }),
      },
    ],
    sections: pack.sections.map((section) => ({
      title: section.title,
      blocks: [buildSectionTable(draft, section)],
    })),
  };
}

function writePoints(points: Rational): string {
  const value = toNumber(points);
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

function buildSectionTable(draft: Draft, section: PackSection): ReportTable {
  const { frame, answers, result } = draft;
  const { translate, writePercent } = frame.language;
  const asked = listAsked(draft, section);
  const score = result.sections.find((one) => one.id === section.id);
  const caption = score?.score
    ? translate('results.caption', {
        section: section.title,
        count: asked.length,
        earned: writePoints(score.points.earned),
        possible: writePoints(score.points.possible),
        percent: writePercent(toNumber(score.score) / 100),
      })
    : translate('results.captionOpen', { section: section.title, count: asked.length });
  return {
    kind: 'table',
    caption,
    description: translate('results.description', { section: section.title }),
    columns: [
      { id: 'id', title: translate('column.id'), millimetres: 17, characters: 10 },
      { id: 'question', title: translate('column.question'), millimetres: 45, characters: 44 },
      { id: 'answer', title: translate('column.answer'), millimetres: 45, characters: 44 },
      { id: 'verdict', title: translate('column.verdict'), millimetres: 22, characters: 15 },
      { id: 'evidence', title: translate('column.evidence'), millimetres: 28, characters: 20 },
      { id: 'weight', title: translate('column.weight'), align: 'right', millimetres: 13, characters: 9 },
    ],
    rows: asked.map((question) => {
      const answer = answers.get(question.id);
      return {
        cells: [
          strongValue(question.id),
          textValue(question.question, writeClauses(question)),
          textValue(writeAnswer(draft, question, answer)),
          verdictValue(answer?.verdict ?? null, translate, writeGate(draft, question)),
          listEvidence(answer),
          wholeValue(question.weight),
        ],
      };
    }),
    dense: true,
    empty: translate('results.empty'),
  };
}

function buildMethod(draft: Draft): ReportChapter {
  const { frame, assessment, explanations } = draft;
  const { translate, writeInstant } = frame.language;
  const questionnaire = explanations.find((explanation) => explanation.kind === 'questionnaire');
  const scoreBlocks: ReportBlock[] = [{ kind: 'paragraph', text: translate('method.scoreText') }];
  if (questionnaire) {
    const headline =
      questionnaire.steps.find((step) => step.label.key.endsWith('.score')) ?? questionnaire.steps.at(-1);
    if (headline) {
      scoreBlocks.push({
        kind: 'formula',
        label: translate('method.scoreLabel'),
        formula: translate('method.scoreFormula'),
        worked: translate('method.scoreWorked', { worked: headline.worked, result: headline.result }),
      });
    }
    scoreBlocks.push({
      kind: 'facts',
      description: translate('method.modelFacts'),
      facts: [
        {
          label: translate('method.model'),
          value: textValue(
            translate('method.modelValue', { id: questionnaire.model.id, version: questionnaire.model.version }),
          ),
        },
        { label: translate('method.modelSum'), value: sumValue(questionnaire.model.sha256) },
        { label: translate('method.computedAt'), value: textValue(writeInstant(questionnaire.computedAt)) },
        {
          label: translate('method.computedWith'),
          value: textValue(translate('method.assayVersion', { version: frame.assayVersion })),
        },
      ],
    });
  }
  return {
    title: translate('method.title'),
    blocks: [],
    sections: [
      {
        title: translate('method.criteria'),
        blocks: [
          {
            kind: 'paragraph',
            text: translate('method.criteriaText', {
              title: assessment.pack.title,
              version: assessment.pack.version,
              frameworks: draft.frameworks,
            }),
          },
        ],
      },
      { title: translate('method.score'), blocks: scoreBlocks },
      { title: translate('method.inherent'), blocks: [{ kind: 'paragraph', text: translate('method.inherentText') }] },
      { title: translate('method.residual'), blocks: [{ kind: 'paragraph', text: translate('method.residualText') }] },
      { title: translate('method.limits'), blocks: [{ kind: 'paragraph', text: translate('method.limitsText') }] },
    ],
  };
}

function buildConditionsTable({ frame, assessment }: Draft): ReportTable {
  const { translate } = frame.language;
  const conditions = isSigned(assessment) ? (assessment.signOff?.conditions ?? []) : [];
  return {
    kind: 'table',
    caption: translate('signOff.conditions'),
    description: translate('signOff.conditionsDescription'),
    columns: [
      { id: 'number', title: translate('column.number'), millimetres: 14, characters: 8 },
      { id: 'condition', title: translate('column.condition'), millimetres: 156, characters: 80 },
    ],
    rows: conditions.map((condition, index) => ({ cells: [wholeValue(index + 1), textValue(condition)] })),
    empty: translate('signOff.noConditions'),
  };
}

function buildSignOff(draft: Draft): ReportBlock[] {
  const { frame, assessment, trail } = draft;
  const { translate, writeDay } = frame.language;
  const { signOff } = assessment;
  const signed = isSigned(assessment) ? signOff : null;
  const [preparedBy, reviewedBy] = [translate('cover.prepared'), translate('cover.reviewed')];
  const decisions: Readonly<Record<string, string>> = {
    [preparedBy]: translate('signOff.complete'),
    [reviewedBy]: translate('signOff.judged'),
    [translate('cover.approved')]: signed ? translate(`decision.${signed.decision}`) : '',
  };
  const blocks: ReportBlock[] = [
    buildConditionsTable(draft),
    { kind: 'paragraph', text: translate(signed ? 'signOff.rule' : 'signOff.unsigned') },
  ];
  if (signOff?.voidedAt) {
    blocks.push({
      kind: 'paragraph',
      text: translate('signOff.voided', {
        name: signOff.signer.name,
        date: writeDay(signOff.signedAt.slice(0, 10)),
        reason: signOff.voidReason,
      }),
    });
  }
  blocks.push(
    {
      kind: 'signatures',
      rows: listPeople(draft).map((person) => ({ ...person, decision: decisions[person.role] ?? '' })),
    },
    {
      kind: 'facts',
      description: translate('signOff.facts'),
      facts: [
        { label: translate('signOff.fingerprint'), value: sumValue(signed?.fingerprint) },
        {
          label: translate('signOff.trail'),
          value: textValue(translate('signOff.trailValue', { ...trail }), translate('signOff.trailNote')),
        },
      ],
    },
  );
  return blocks;
}

function buildQuestionsSheetTable(draft: Draft): ReportTable {
  const { frame, assessment, answers, result } = draft;
  const { translate } = frame.language;
  const column = describeColumns(frame);
  const lines = new Map(result.lines.map((line) => [line.id, line]));
  return {
    kind: 'table',
    caption: translate('results.title'),
    description: translate('results.description', { section: assessment.pack.title }),
    columns: [
      column('id', 20, 10),
      column('section', 20, 13),
      column('question', 20, 34),
      column('answer', 20, 11),
      column('note', 20, 30),
      column('verdict', 20, 12),
      column('verdictNote', 20, 22),
      column('evidence', 20, 19),
      column('evidenceState', 20, 13),
      column('clauses', 20, 18),
      column('gate', 20, 14),
      { ...column('weight', 20, 8.5), align: 'right' },
    ],
    rows: assessment.pack.sections.flatMap((section) =>
      listAsked(draft, section).map((question) => {
        const answer = answers.get(question.id);
        const state = translate(`evidenceState.${answer?.evidenceState ?? 'none'}`);
        return {
          cells: [
            { kind: 'identifier', text: question.id },
            textValue(section.title),
            textValue(question.question),
            textValue(translate(`answer.${answer?.state ?? 'unanswered'}`)),
            textValue(answer?.note),
            verdictValue(answer?.verdict ?? null, translate),
            textValue(answer?.verdictNote),
            textValue(answer?.evidence.map((piece) => piece.indexNumber).join(', ')),
            textValue(answer?.stale ? translate('evidenceStale', { state }) : state),
            textValue(writeClauses(question)),
            textValue(question.gate.map((one) => translate(`useCondition.${one}`)).join(', ')),
            wholeValue(lines.get(question.id)?.weight ?? question.weight),
          ],
        } satisfies ReportRow;
      }),
    ),
    empty: translate('results.empty'),
  };
}

function buildWorkingsTable({ frame, explanations }: Draft): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  return {
    kind: 'table',
    caption: translate('sheet.workings'),
    description: translate('sheet.workingsLegend'),
    columns: [column('subject', 30, 22), column('label', 30, 60), column('worked', 30, 80), column('result', 30, 20)],
    rows: explanations.flatMap((explanation) =>
      explanation.steps.map((step) => ({
        cells: [
          textValue(`${explanation.model.id} ${explanation.model.version}`),
          textValue(translate(step.label.key, step.label.parameters)),
          textValue(step.worked),
          textValue(step.result),
        ],
      })),
    ),
    empty: translate('summary.noScore'),
  };
}

function buildSignOffSheetTable(draft: Draft): ReportTable {
  const { translate } = draft.frame.language;
  const column = describeColumns(draft.frame);
  const signed = isSigned(draft.assessment) ? draft.assessment.signOff : null;
  return {
    kind: 'table',
    caption: translate('signOff.title'),
    description: translate('signOff.facts'),
    columns: [
      column('role', 30, 20),
      column('name', 30, 28),
      column('position', 30, 34),
      column('date', 30, 16),
      column('signature', 30, 60),
    ],
    rows: listPeople(draft).map((person) => ({
      cells: [
        textValue(person.role),
        strongValue(person.name),
        textValue(person.position),
        dateValue(person.date),
        textValue(
          signed && person.role === translate('cover.approved')
            ? [translate(`decision.${signed.decision}`), ...signed.conditions].join('; ')
            : null,
        ),
      ],
    })),
    empty: translate('signOff.unsigned'),
  };
}

function buildSheets(draft: Draft): ReportSheet[] {
  const { frame, assessment, evidence, findings } = draft;
  const { translate } = frame.language;
  const title = translate('kind.vendor_assessment');
  const sheet = (name: string, table: ReportTable, legend: string): ReportSheet => ({
    name: translate(`sheet.${name}`),
    title: `${title}: ${nameSubject(draft)}`,
    filter: translate('register.all', { count: table.rows.length }),
    table,
    frozenColumns: 2,
    legend: translate(`sheet.${legend}`),
  });
  return [
    sheet('questions', buildQuestionsSheetTable(draft), 'questionsLegend'),
    sheet('summary', buildVerdictsTable(draft), 'workingsLegend'),
    sheet('findings', buildFindingsSheetTable(frame, sortFindings(findings)), 'findingsLegend'),
    sheet('evidence', buildEvidenceSheetTable(frame, evidence, assessment.id), 'evidenceLegend'),
    sheet('workings', buildWorkingsTable(draft), 'workingsLegend'),
    sheet('signOff', buildSignOffSheetTable(draft), 'signOffLegend'),
  ];
}
