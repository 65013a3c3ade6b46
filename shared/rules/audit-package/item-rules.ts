import type { AdoptionItem } from '../../contract/adoption.ts';
import type { PackageItem, PackageProblem } from '../../contract/audit-package.ts';
import { addDays, addMonths } from '../days.ts';
import type { PackageFacts, PieceFacts, ToolFacts } from './facts.ts';
import { ITEM_SOURCES } from './items.ts';
import { findUncoveredMonths, listMonths } from './log-coverage.ts';

/** What a rule says of one item. */
export interface ItemFindings {
  source: { says: string; facts: Record<string, string | number> };
  problems: PackageProblem[];
  /** Days of the records behind it; evidence adds its own. */
  days: (string | null)[];
}

type Problem = Omit<PackageProblem, 'item'>;

type Place = PackageProblem['record'];

/** The record that mends a problem. */
function place(kind: Place['kind'], id = '', name = '', part = ''): Place {
  return { kind, id, part, name };
}

const toolRecord = ({ id, name }: Pick<ToolFacts, 'id' | 'name'>) => place('tool', id, name);

/** The problem with an adoption item as it stands, or null when it is covered. */
function judgeStanding(tool: ToolFacts, item: AdoptionItem): Problem | null {
  const record = place('adoption_item', tool.id, `${tool.name}, ${item.id}`, item.id);
  const facts = { tool: tool.name, step: item.label };
  if (item.standing === 'stale') return { state: 'stale', says: 'step_stale', facts, record };
  if (item.standing === 'claimed') return { state: 'missing', says: 'step_claimed', facts, record };
  if (item.covered) return null;
  return { state: 'missing', says: 'step_open', facts, record };
}

/** The adoption items of every tool in use that fill a package item. */
function judgeAdoption(facts: PackageFacts, item: PackageItem) {
  const wanted = ITEM_SOURCES[item].adoption;
  const problems: Problem[] = [];
  const days: (string | null)[] = [];
  const complete = new Set<string>();
  for (const tool of facts.tools) {
    const steps = facts.checklists.get(tool.id)?.items.filter(({ id }) => wanted.includes(id)) ?? [];
    if (steps.length === 0) {
      problems.push({
        state: 'missing',
        says: 'no_checklist',
        facts: { tool: tool.name },
        record: place('adoption_checklist', tool.id, tool.name),
      });
    }
    const faults = steps.flatMap((step) => judgeStanding(tool, step) ?? []);
    problems.push(...faults);
    days.push(...steps.map(({ statedOn }) => statedOn));
    if (steps.length > 0 && faults.length === 0) complete.add(tool.id);
  }
  return { problems, days, complete: complete.size };
}

/** Said of an item that has no tool to speak of. */
export function noTools(): Problem {
  return { state: 'missing', says: 'no_tools', facts: {}, record: place('tool_register') };
}

function finish(item: PackageItem, found: Omit<ItemFindings, 'problems'> & { problems: Problem[] }): ItemFindings {
  return { ...found, problems: found.problems.map((problem) => ({ item, ...problem })) };
}

function judgeByTools(facts: PackageFacts, item: PackageItem): ItemFindings {
  const { problems, days, complete } = judgeAdoption(facts, item);
  const source = { says: 'of_tools', facts: { count: complete, all: facts.tools.length } };
  return finish(item, { source, days, problems: facts.tools.length === 0 ? [noTools()] : problems });
}

function judgeApprovedTools(facts: PackageFacts): ItemFindings {
  return finish('approved_tools', {
    source: { says: 'tools', facts: { count: facts.tools.length } },
    days: facts.tools.length === 0 ? [] : [facts.asOf],
    problems: facts.tools.length === 0 ? [noTools()] : [],
  });
}

function judgeJustifications(facts: PackageFacts): ItemFindings {
  const { problems, days } = judgeAdoption(facts, 'business_justification');
  const without = facts.tools.filter(({ businessJustification }) => businessJustification.trim() === '');
  const blanks = without.map((tool): Problem => ({
    state: 'missing',
    says: 'no_justification',
    facts: { tool: tool.name },
    record: toolRecord(tool),
  }));
  const all = facts.tools.length;
  const source = { says: 'of_tools', facts: { count: all - without.length, all } };
  return finish('business_justification', { source, days, problems: [...blanks, ...problems] });
}

/** Every tool in use has a signed assessment that is not due again. */
function judgeRisks(facts: PackageFacts): ItemFindings {
  const adoption = judgeAdoption(facts, 'risk_per_tool');
  const problems: Problem[] = [];
  const days: (string | null)[] = [];
  let signed = 0;
  for (const tool of facts.tools) {
    const own = facts.assessments.filter(({ toolId }) => toolId === tool.id);
    const newest = own
      .filter(({ signedOn }) => signedOn !== null)
      .toSorted((left, right) => (right.signedOn ?? '').localeCompare(left.signedOn ?? ''))[0];
    const underWay = own.find(({ signedOn, state }) => signedOn === null && state !== 'cancelled');
    if (newest) {
      signed += 1;
      days.push(newest.signedOn);
      if (newest.nextDueOn !== null && newest.nextDueOn < facts.asOf) {
        problems.push({
          state: 'stale',
          says: 'assessment_due',
          facts: { tool: tool.name, day: newest.nextDueOn },
          record: place('assessment', newest.id, newest.code),
        });
      }
    } else if (underWay) {
      problems.push({
        state: 'unsigned',
        says: 'assessment_unsigned',
        facts: { tool: tool.name, assessment: underWay.code },
        record: place('assessment', underWay.id, underWay.code),
      });
    } else {
      problems.push({ state: 'missing', says: 'no_assessment', facts: { tool: tool.name }, record: toolRecord(tool) });
    }
  }
  const source = { says: 'of_tools', facts: { count: signed, all: facts.tools.length } };
  return finish('risk_per_tool', { source, days, problems: [...problems, ...adoption.problems] });
}

/** The access tiers in force, and the step of every tool that puts them in place. */
function judgeAccessControl(facts: PackageFacts): ItemFindings {
  const { problems, days } = judgeAdoption(facts, 'access_control');
  const { design } = facts;
  const record = place('access_design');
  if (design === null) problems.unshift({ state: 'missing', says: 'no_design', facts: {}, record });
  else if (design.approvedOn === null) problems.unshift({ state: 'unsigned', says: 'design_draft', facts: {}, record });
  const source = design ? { says: 'design', facts: { version: design.version } } : { says: 'nothing', facts: {} };
  return finish('access_control', { source, days: [...days, design?.approvedOn ?? null], problems });
}

/** A piece that is too old to speak for today. */
function judgePiece({ id, indexNumber, title, freshness }: PieceFacts): Problem | null {
  if (freshness !== 'expired' && freshness !== 'old') return null;
  return {
    state: 'stale',
    says: `evidence_${freshness}`,
    facts: { evidence: indexNumber, title },
    record: place('evidence', id, indexNumber),
  };
}

/** Every vendor of a tool in use has an audit report on file that is not too old. */
function judgeAuditReports(facts: PackageFacts): ItemFindings {
  const vendors = new Map(facts.tools.map(({ vendor }) => [vendor.id, vendor]));
  const problems: Problem[] = [];
  let held = 0;
  for (const vendor of vendors.values()) {
    const pieces = (facts.auditReports.get(vendor.id) ?? []).filter(({ hasFile }) => hasFile);
    const fresh = pieces.filter((piece) => judgePiece(piece) === null);
    if (pieces.length > 0) held += 1;
    if (pieces.length === 0) {
      const record = place('vendor', vendor.id, vendor.name);
      problems.push({ state: 'missing', says: 'no_audit_report', facts: { vendor: vendor.name }, record });
    } else if (fresh.length === 0) {
      problems.push(...pieces.flatMap((piece) => judgePiece(piece) ?? []));
    }
  }
  const source = { says: 'of_vendors', facts: { count: held, all: vendors.size } };
  return finish('soc2_reports', { source, days: [], problems: vendors.size === 0 ? [noTools()] : problems });
}

const IN_FORCE: readonly string[] = ['active', 'expiring'];

function judgeAgreements(facts: PackageFacts): ItemFindings {
  const problems = facts.obstacles.map(({ tool, obstacle }): Problem => {
    const held = obstacle.agreement;
    const record = held ? place('agreement', held.id, held.code) : place('tool', tool.id, tool.name);
    const state = obstacle.gap === 'ended' ? 'stale' : obstacle.gap === 'under_way' ? 'unsigned' : 'missing';
    return { state, says: 'agreement_missing', facts: { tool: tool.name, sentence: obstacle.sentence }, record };
  });
  for (const { id, code, title, state } of facts.agreements) {
    const record = place('agreement', id, code);
    if (state === 'expired') {
      problems.push({ state: 'stale', says: 'agreement_expired', facts: { agreement: `${code} ${title}` }, record });
    } else if (state === 'signed') {
      problems.push({
        state: 'unsigned',
        says: 'agreement_incomplete',
        facts: { agreement: `${code} ${title}` },
        record,
      });
    }
  }
  const inForce = facts.agreements.filter(({ state }) => IN_FORCE.includes(state));
  const source = { says: 'agreements', facts: { count: inForce.length } };
  return finish('signed_agreements', { source, days: inForce.map(({ effectiveOn }) => effectiveOn), problems });
}

/** What a vendor answered is there and signed, for every tool in use. */
function judgeQuestionnaires(facts: PackageFacts): ItemFindings {
  const signed = facts.assessments.filter(({ signedOn }) => signedOn !== null);
  const withAny = new Set(facts.assessments.map(({ toolId }) => toolId));
  const problems = facts.tools
    .filter(({ id }) => !withAny.has(id))
    .map((tool): Problem => ({
      state: 'missing',
      says: 'no_answers',
      facts: { tool: tool.name },
      record: toolRecord(tool),
    }));
  const open = facts.assessments
    .filter(({ signedOn, state }) => signedOn === null && state === 'in_review')
    .map(({ id, code, toolName }): Problem => ({
      state: 'unsigned',
      says: 'assessment_unsigned',
      facts: { tool: toolName, assessment: code },
      record: place('assessment', id, code),
    }));
  return finish('questionnaire_answers', {
    source: { says: 'assessments', facts: { count: signed.length } },
    days: signed.map(({ signedOn }) => signedOn),
    problems: [...problems, ...open],
  });
}

/** Logs must speak for every month of the period up to today. */
function judgeLogs(facts: PackageFacts, item: 'access_logs' | 'usage_logs'): ItemFindings {
  const { period, asOf } = facts;
  const past = { from: period.from, to: period.to < asOf ? period.to : asOf };
  const months = listMonths(past);
  const uncovered = findUncoveredMonths(past, facts.evidence[item]);
  const { problems, days } = judgeAdoption(facts, item);
  const [first = '', last = first] = [uncovered[0], uncovered.at(-1)];
  if (uncovered.length > 0) {
    problems.unshift({
      state: 'missing',
      says: 'months_uncovered',
      facts: { count: uncovered.length, from: `${first}-01`, to: addDays(addMonths(`${last}-01`, 1), -1) },
      record: place('evidence_library'),
    });
  }
  const source = { says: 'of_months', facts: { count: months.length - uncovered.length, all: months.length } };
  return finish(item, { source, days, problems });
}

function judgeChanges(facts: PackageFacts): ItemFindings {
  const { problems, days } = judgeAdoption(facts, 'configuration_changes');
  const { count, lastOn } = facts.entries;
  if (count === 0) {
    const record = place('tool_register');
    problems.unshift({ state: 'missing', says: 'no_entries', facts: {}, record });
  }
  return finish('configuration_changes', {
    source: { says: 'entries', facts: { count } },
    days: [...days, lastOn],
    problems,
  });
}

function judgeTraining(facts: PackageFacts, item: 'security_awareness' | 'tool_training'): ItemFindings {
  const isOwn = (part: string) => (part === 'foundational') === (item === 'security_awareness');
  const courses = facts.courses.filter(({ part, required }) => required > 0 && isOwn(part));
  const { problems, days } = judgeAdoption(facts, item);
  const record = place('training');
  if (courses.length === 0) problems.unshift({ state: 'missing', says: 'no_courses', facts: {}, record });
  for (const { name, missing, expired } of courses) {
    if (missing > 0)
      problems.unshift({ state: 'missing', says: 'training_missing', facts: { count: missing, course: name }, record });
    if (expired > 0)
      problems.unshift({ state: 'stale', says: 'training_expired', facts: { count: expired, course: name }, record });
  }
  const all = courses.reduce((sum, { required }) => sum + required, 0);
  const lacking = courses.reduce((sum, { missing, expired }) => sum + missing + expired, 0);
  const source = { says: 'completions', facts: { count: all - lacking, all } };
  return finish(item, { source, days: [...days, ...courses.map(({ newestOn }) => newestOn)], problems });
}

/** The rule of each item: what fills it, and what is missing, stale or unsigned. */
export const ITEM_RULES: Readonly<Record<PackageItem, (facts: PackageFacts) => ItemFindings>> = {
  approved_tools: judgeApprovedTools,
  business_justification: judgeJustifications,
  risk_per_tool: judgeRisks,
  acceptable_use: (facts) => judgeByTools(facts, 'acceptable_use'),
  data_classification: (facts) => judgeByTools(facts, 'data_classification'),
  prohibited_uses: (facts) => judgeByTools(facts, 'prohibited_uses'),
  access_control: judgeAccessControl,
  network_control: (facts) => judgeByTools(facts, 'network_control'),
  monitoring: (facts) => judgeByTools(facts, 'monitoring'),
  soc2_reports: judgeAuditReports,
  signed_agreements: judgeAgreements,
  questionnaire_answers: judgeQuestionnaires,
  access_logs: (facts) => judgeLogs(facts, 'access_logs'),
  usage_logs: (facts) => judgeLogs(facts, 'usage_logs'),
  configuration_changes: judgeChanges,
  security_awareness: (facts) => judgeTraining(facts, 'security_awareness'),
  tool_training: (facts) => judgeTraining(facts, 'tool_training'),
};
