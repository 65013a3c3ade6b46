import type { ComponentType } from 'react';
import type { Overview } from '../features/overview/overview-data.ts';

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
  waiting?: keyof Overview['waiting'];
  load: () => Promise<ComponentType>;
}

export const PAGES: readonly Page[] = [
  {
    path: '/',
    title: 'overview.title',
    group: 'top',
    go: 'O',
    waiting: 'overview',
    load: async () => (await import('../features/overview/overview-page.tsx')).OverviewPage,
  },
  {
    path: '/due',
    within: '/',
    title: 'overview.due.title',
    load: async () => (await import('../features/overview/due-page.tsx')).DuePage,
  },
  {
    path: '/tools',
    title: 'tools.title',
    group: 'assess',
    go: 'V',
    load: async () => (await import('../features/tools/tools-page.tsx')).ToolsPage,
  },
  {
    path: '/tools/:toolId',
    load: async () => (await import('../features/tools/tool-page.tsx')).ToolPage,
  },
  {
    path: '/vendors',
    within: '/tools',
    title: 'vendors.title',
    load: async () => (await import('../features/vendors/vendors-page.tsx')).VendorsPage,
  },
  {
    path: '/vendors/:vendorId',
    within: '/tools',
    load: async () => (await import('../features/vendors/vendor-page.tsx')).VendorPage,
  },
  {
    path: '/import',
    within: '/tools',
    title: 'exchange.title',
    load: async () => (await import('../features/exchange/import-page.tsx')).ImportPage,
  },
  {
    path: '/questionnaires',
    title: 'questionnaires.title',
    group: 'assess',
    go: 'Q',
    load: async () => (await import('../features/questionnaires/questionnaires-page.tsx')).QuestionnairesPage,
  },
  {
    path: '/questionnaires/:questionnaireId',
    load: async () => (await import('../features/questionnaires/questionnaire-page.tsx')).QuestionnairePage,
  },
  {
    path: '/assessments',
    title: 'assessments.title',
    group: 'assess',
    go: 'A',
    waiting: 'assessments',
    load: async () => (await import('../features/assessments/assessments-page.tsx')).AssessmentsPage,
  },
  {
    path: '/assessments/:assessmentId',
    load: async () => (await import('../features/assessments/assessment-page.tsx')).AssessmentPage,
  },
  {
    path: '/assessments/:assessmentId/sign-off',
    load: async () => (await import('../features/assessments/sign-off-page.tsx')).SignOffPage,
  },
  {
    path: '/assessments/:assessmentId/vendor',
    load: async () => (await import('../features/exchange/vendor-questions-page.tsx')).VendorQuestionsPage,
  },
  {
    path: '/assessments/:leftId/compare/:rightId',
    load: async () => (await import('../features/assessments/compare-page.tsx')).ComparePage,
  },
  {
    path: '/access-tiers',
    title: 'accessTiers.title',
    group: 'design',
    go: 'X',
    waiting: 'accessTiers',
    load: async () => (await import('../features/access-tiers/access-tiers-page.tsx')).AccessTiersPage,
  },
  {
    path: '/access-tiers/exceptions',
    within: '/access-tiers',
    title: 'accessTiers.exceptions.title',
    load: async () => (await import('../features/access-tiers/exceptions-page.tsx')).ExceptionsPage,
  },
  {
    path: '/access-tiers/people',
    within: '/access-tiers',
    title: 'accessTiers.people.title',
    load: async () => (await import('../features/access-tiers/identities-page.tsx')).IdentitiesPage,
  },
  {
    path: '/code-classes',
    title: 'accessTiers.code.title',
    group: 'design',
    go: 'L',
    load: async () => (await import('../features/access-tiers/code-classes-page.tsx')).CodeClassesPage,
  },
  {
    path: '/adoption',
    title: 'adoption.title',
    group: 'design',
    go: 'D',
    waiting: 'adoption',
    load: async () => (await import('../features/adoption/adoption-page.tsx')).AdoptionPage,
  },
  {
    path: '/adoption/:toolId',
    load: async () => (await import('../features/adoption/checklist-page.tsx')).ChecklistPage,
  },
  {
    path: '/risks',
    title: 'risks.title',
    group: 'govern',
    go: 'K',
    waiting: 'risks',
    load: async () => (await import('../features/risks/risks-page.tsx')).RisksPage,
  },
  {
    path: '/risks/:riskId',
    load: async () => (await import('../features/risks/risk-page.tsx')).RiskPage,
  },
  {
    path: '/agreements',
    title: 'agreements.title',
    group: 'assess',
    go: 'N',
    waiting: 'agreements',
    load: async () => (await import('../features/agreements/agreements-page.tsx')).AgreementsPage,
  },
  {
    path: '/agreements/:agreementId',
    load: async () => (await import('../features/agreements/agreement-page.tsx')).AgreementPage,
  },
  {
    path: '/phi-exposure',
    title: 'phiExposure.title',
    group: 'assess',
    go: 'H',
    load: async () => (await import('../features/phi-exposure/phi-exposure-page.tsx')).PhiExposurePage,
  },
  {
    path: '/phi-exposure/:toolId',
    load: async () => (await import('../features/phi-exposure/phi-tool-page.tsx')).PhiToolPage,
  },
  {
    path: '/residency',
    title: 'residency.title',
    group: 'assess',
    go: 'Y',
    waiting: 'residency',
    load: async () => (await import('../features/residency/residency-page.tsx')).ResidencyPage,
  },
  {
    path: '/residency/tools/:toolId',
    within: '/residency',
    load: async () => (await import('../features/residency/tool-places-page.tsx')).ToolPlacesPage,
  },
  {
    path: '/residency/regions',
    within: '/residency',
    title: 'residency.regions.title',
    load: async () => (await import('../features/residency/regions-page.tsx')).RegionsPage,
  },
  {
    path: '/data-flows',
    title: 'dataFlows.title',
    group: 'assess',
    go: 'W',
    load: async () => (await import('../features/data-flows/data-flows-page.tsx')).DataFlowsPage,
  },
  {
    path: '/data-flows/:toolId',
    load: async () => (await import('../features/data-flows/data-flow-page.tsx')).DataFlowPage,
  },
  {
    path: '/code-changes',
    title: 'codeChanges.title',
    group: 'govern',
    go: 'C',
    load: async () => (await import('../features/scores/code-changes-page.tsx')).CodeChangesPage,
  },
  {
    path: '/findings',
    title: 'findings.title',
    group: 'govern',
    go: 'F',
    waiting: 'findings',
    load: async () => (await import('../features/findings/findings-page.tsx')).FindingsPage,
  },
  {
    path: '/training',
    title: 'training.title',
    group: 'govern',
    go: 'I',
    load: async () => (await import('../features/training/training-page.tsx')).TrainingPage,
  },
  {
    path: '/evidence',
    title: 'evidence.title',
    group: 'prove',
    go: 'E',
    load: async () => (await import('../features/evidence/evidence-page.tsx')).EvidencePage,
  },
  {
    path: '/audit-trail',
    title: 'auditTrail.title',
    group: 'prove',
    go: 'T',
    load: async () => (await import('../features/audit-trail/audit-trail-page.tsx')).AuditTrailPage,
  },
  {
    path: '/gaps',
    title: 'gaps.title',
    group: 'prove',
    go: 'S',
    waiting: 'gaps',
    load: async () => (await import('../features/gaps/gaps-page.tsx')).GapsPage,
  },
  {
    path: '/auditor-answers',
    title: 'auditorAnswers.title',
    group: 'prove',
    go: 'U',
    load: async () => (await import('../features/auditor-answers/auditor-answers-page.tsx')).AuditorAnswersPage,
  },
  {
    path: '/audit-package',
    title: 'auditPackage.title',
    group: 'prove',
    go: 'P',
    load: async () => (await import('../features/audit-package/audit-package-page.tsx')).AuditPackagePage,
  },
  {
    path: '/audit-package/check',
    within: '/audit-package',
    title: 'auditPackage.check.title',
    load: async () => (await import('../features/audit-package/check-page.tsx')).CheckPage,
  },
  {
    path: '/reports',
    title: 'reportsPage.title',
    group: 'prove',
    go: 'R',
    load: async () => (await import('../features/reports/reports-page.tsx')).ReportsPage,
  },
  {
    path: '/settings',
    title: 'settings.title',
    load: async () => (await import('../features/settings/settings-page.tsx')).SettingsPage,
  },
  {
    path: '/settings/people',
    title: 'people.title',
    load: async () => (await import('../features/people/people-page.tsx')).PeoplePage,
  },
  {
    path: '/settings/workspace',
    title: 'workspace.title',
    load: async () => (await import('../features/workspace/workspace-page.tsx')).WorkspacePage,
  },
  {
    path: '/reference/components',
    title: 'reference.title',
    load: async () => (await import('../features/reference/components-page.tsx')).ComponentsPage,
  },
];
