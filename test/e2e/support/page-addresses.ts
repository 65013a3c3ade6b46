import { PAGES } from '../../../renderer/app/pages.ts';
import type { HostClient } from './app-window.ts';

/** Tabs, modes, drawers and dialogs that have an address of their own, by the route of their page. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  '/tools': ['?add'],
  '/tools/:toolId': ['inherent', 'gates', 'assessments', 'evidence', 'findings', 'history'].map((tab) => `?tab=${tab}`),
  '/vendors/:vendorId': [
    'tools',
    'assessments',
    'agreements',
    'risks',
    'subProcessors',
    'evidence',
    'findings',
    'history',
  ].map((tab) => `?tab=${tab}`),
  '/residency': ['?view=list', '?turned=yes'],
  '/residency/regions': ['?open=DE'],
  '/assessments': ['?plan=:toolId'],
  '/assessments/:assessmentId': ['?view=grid'],
  '/agreements': ['?add'],
  '/agreements/:agreementId': ['scope', 'provisions', 'dates', 'evidence', 'history'].map((tab) => `?tab=${tab}`),
  '/phi-exposure': ['?tab=tracker'],
  '/risks/:riskId': ['controls', 'history'].map((tab) => `?tab=${tab}`),
  '/findings': ['?open=:findingId'],
  '/auditor-answers': ['?question=Q5'],
  '/gaps': [
    '?tab=sightings',
    '?tab=sightings&open=:sightingId',
    '?detector=approval',
    '?approval=:approvedToolId',
    '?settle=:sightingId',
  ],
  '/data-flows/:toolId': ['?view=table'],
  '/access-tiers': ['?compare=1', '?person=:identityId&tool=:toolId&repository=:repositoryId'],
  '/access-tiers/exceptions': ['?open=:exceptionId'],
  '/access-tiers/people': ['?open=:identityId'],
  '/code-classes': ['?open=:repositoryId'],
  '/adoption/:toolId': ['?view=list'],
  '/training': ['?tab=completions', '?tab=courses', '?person=:identityId', '?course=:courseId'],
  '/evidence': ['?open=:evidenceId', ...['facts', 'keeping', 'custody'].map((part) => `?open=:heldId&part=${part}`)],
  '/audit-trail': ['?entry=20', '?tab=integrity'],
  '/audit-package': ['?item=risk_per_tool', '?scope'],
};

/** What stands in an address for a record, in the sample workspace: one with as much to show as there is. */
async function chooseRecords(client: HostClient): Promise<Readonly<Record<string, string | undefined>>> {
  const [assessments, findings, evidence, held, questionnaires, risks, agreements, stale, seen] = await Promise.all([
    client.assessments.list({ limit: 100 }),
    client.findings.list({ limit: 1 }),
    client.evidence.list({ limit: 1, sort: [{ field: 'title', direction: 'ascending' }] }),
    client.evidence.list({ limit: 1, filters: [{ field: 'legalHold', operator: 'is', values: ['1'] }] }),
    client.questionnaires.list(),
    client.risks.list({ state: 'open' }),
    client.agreements.list({ limit: 1, filters: [{ field: 'state', operator: 'is', values: ['expiring'] }] }),
    client.gaps.list({ detector: 'approval', limit: 1 }),
    client.gaps.sightings({ open: true, limit: 1 }),
  ]);
  const [identities, repositories, exceptions, courses] = await Promise.all([
    client.accessTiers.listIdentities({ limit: 1, search: 'Jonas Weber' }),
    client.accessTiers.listRepositories({ limit: 1, search: 'card-gateway' }),
    client.accessTiers.listExceptions({ limit: 1 }),
    client.training.listCourses(),
  ]);
  const reviewed = assessments.rows.find(({ state }) => state === 'in_review');
  return {
    toolId: reviewed?.tool.id,
    vendorId: reviewed?.vendor.id,
    questionnaireId: questionnaires.find(({ packId }) => packId === 'vendor-checklist')?.id,
    assessmentId: reviewed?.id,
    leftId: reviewed?.id,
    rightId: assessments.rows.find(({ state }) => state === 'signed_off')?.id,
    findingId: findings.rows[0]?.id,
    evidenceId: evidence.rows[0]?.id,
    heldId: held.rows[0]?.id,
    riskId: risks[0]?.id,
    agreementId: agreements.rows[0]?.id,
    approvedToolId: stale.rows[0]?.tool?.id,
    sightingId: seen.rows[0]?.id,
    identityId: identities.rows[0]?.id,
    repositoryId: repositories.rows[0]?.id,
    exceptionId: exceptions.rows[0]?.id,
    courseId: courses[0]?.id,
  };
}

/** The address of every page that Assay has, and of the parts of pages that have one, in the sample workspace. */
export async function listPageAddresses(client: HostClient): Promise<readonly string[]> {
  const records = await chooseRecords(client);
  const routes = PAGES.flatMap(({ path }) => [path, ...(PARTS[path] ?? []).map((part) => path + part)]);
  return routes.map((route) =>
    route.replaceAll(/:(\w+)/g, (_match, name: string) => {
      const id = records[name];
      if (id === undefined) throw new Error(`Nothing in the sample stands for ${name} in ${route}`);
      return id;
    }),
  );
}
