import type { ComponentType } from 'react';

export const NAVIGATION_GROUPS = ['assess', 'design', 'govern', 'prove'] as const;
export type NavigationGroup = (typeof NAVIGATION_GROUPS)[number];

/** A place of the application. Only what stands here can be reached, and only what has a group is in the navigation. */
export interface Page {
  /** Route pattern: "/tools/:toolId". */
  path: string;
  /** Message key of the name of a place; a record's page has the record's name. */
  title?: string;
  group?: NavigationGroup | 'top';
  /** The place in the navigation that a page without a group belongs to. */
  within?: string;
  /** Second letter of "G V". */
  go?: string;
  /** Which count of `overview.get` → waiting stands beside it. */
  waiting?: 'overview' | 'assessments' | 'findings';
  load: () => Promise<ComponentType>;
}

// INTERIM while pages land: what does not exist yet is left out. Explicit imports come back when all are there.
const MODULES = import.meta.glob<Record<string, ComponentType>>('../features/*/*-page.tsx');
function from(file: string, name: string): Page['load'] {
  const load = MODULES[`../features/${file}`];
  const found = async () => (await load?.())?.[name] ?? (() => null);
  return Object.assign(found, { exists: load !== undefined });
}

const ALL: readonly Page[] = [
  {
    path: '/',
    title: 'overview.title',
    group: 'top',
    go: 'O',
    waiting: 'overview',
    load: from('overview/overview-page.tsx', 'OverviewPage'),
  },
  {
    path: '/tools',
    title: 'tools.title',
    group: 'assess',
    go: 'V',
    load: from('tools/tools-page.tsx', 'ToolsPage'),
  },
  {
    path: '/tools/:toolId',
    load: from('tools/tool-page.tsx', 'ToolPage'),
  },
  {
    path: '/vendors',
    within: '/tools',
    title: 'vendors.title',
    load: from('vendors/vendors-page.tsx', 'VendorsPage'),
  },
  {
    path: '/vendors/:vendorId',
    within: '/tools',
    load: from('vendors/vendor-page.tsx', 'VendorPage'),
  },
  {
    path: '/import',
    within: '/tools',
    title: 'exchange.title',
    load: from('exchange/import-page.tsx', 'ImportPage'),
  },
  {
    path: '/questionnaires',
    title: 'questionnaires.title',
    group: 'assess',
    go: 'Q',
    load: from('questionnaires/questionnaires-page.tsx', 'QuestionnairesPage'),
  },
  {
    path: '/questionnaires/:questionnaireId',
    load: from('questionnaires/questionnaire-page.tsx', 'QuestionnairePage'),
  },
  {
    path: '/assessments',
    title: 'assessments.title',
    group: 'assess',
    go: 'A',
    waiting: 'assessments',
    load: from('assessments/assessments-page.tsx', 'AssessmentsPage'),
  },
  {
    path: '/assessments/:assessmentId',
    load: from('assessments/assessment-page.tsx', 'AssessmentPage'),
  },
  {
    path: '/assessments/:assessmentId/sign-off',
    load: from('assessments/sign-off-page.tsx', 'SignOffPage'),
  },
  {
    path: '/assessments/:leftId/compare/:rightId',
    load: from('assessments/compare-page.tsx', 'ComparePage'),
  },
  {
    path: '/code-changes',
    title: 'codeChanges.title',
    group: 'govern',
    go: 'C',
    load: from('scores/code-changes-page.tsx', 'CodeChangesPage'),
  },
  {
    path: '/findings',
    title: 'findings.title',
    group: 'govern',
    go: 'F',
    waiting: 'findings',
    load: from('findings/findings-page.tsx', 'FindingsPage'),
  },
  {
    path: '/evidence',
    title: 'evidence.title',
    group: 'prove',
    go: 'E',
    load: from('evidence/evidence-page.tsx', 'EvidencePage'),
  },
  {
    path: '/audit-trail',
    title: 'auditTrail.title',
    group: 'prove',
    go: 'T',
    load: from('audit-trail/audit-trail-page.tsx', 'AuditTrailPage'),
  },
  {
    path: '/reports',
    title: 'reportsPage.title',
    group: 'prove',
    go: 'R',
    load: from('reports/reports-page.tsx', 'ReportsPage'),
  },
  {
    path: '/settings',
    title: 'settings.title',
    load: from('settings/settings-page.tsx', 'SettingsPage'),
  },
  {
    path: '/settings/people',
    title: 'people.title',
    load: from('people/people-page.tsx', 'PeoplePage'),
  },
  {
    path: '/settings/workspace',
    title: 'workspace.title',
    load: from('workspace/workspace-page.tsx', 'WorkspacePage'),
  },
  {
    path: '/reference/components',
    title: 'reference.title',
    load: from('reference/components-page.tsx', 'ComponentsPage'),
  },
];

export const PAGES: readonly Page[] = ALL.filter((page) => (page.load as { exists?: boolean }).exists === true);
