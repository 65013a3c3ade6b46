import { join } from 'node:path';
import { openFileDesk, type FileDesk } from './file-desk.ts';
import { adoptionOperations } from './features/adoption/adoption-operations.ts';
import { accessTiersOperations } from './features/access-tiers/access-tiers-operations.ts';
import { agreementsOperations } from './features/agreements/agreements-operations.ts';
import { assessmentsOperations } from './features/assessments/assessments-operations.ts';
import { auditPackageOperations } from './features/audit-package/audit-package.ts';
import { auditorAnswersOperations } from './features/auditor-answers/auditor-answers-operations.ts';
import { auditTrailOperations } from './features/audit-trail/audit-trail.ts';
import { dataFlowsOperations } from './features/data-flows/data-flows-operations.ts';
import { evidenceOperations } from './features/evidence/evidence-operations.ts';
import { exchangeOperations } from './features/exchange/exchange.ts';
import { findingsOperations } from './features/findings/findings-operations.ts';
import { gapsOperations } from './features/gaps/gaps-operations.ts';
import { overviewOperations } from './features/overview/overview.ts';
import { peopleOperations } from './features/people/people.ts';
import { phiExposureOperations } from './features/phi-exposure/phi-exposure-operations.ts';
import { profilesOperations } from './features/vendors/profiles-operations.ts';
import { questionnaireOperations } from './features/questionnaires/questionnaires.ts';
import { reportsOperations } from './features/reports/reports.ts';
import { residencyOperations } from './features/residency/residency-operations.ts';
import { risksOperations } from './features/risks/risks-operations.ts';
import { scoresOperations } from './features/scores/scores-operations.ts';
import { searchOperations } from './features/search/search.ts';
import { settingsOperations } from './features/settings/settings-operations.ts';
import { toolsOperations } from './features/tools/tools-operations.ts';
import { trainingOperations } from './features/training/training-operations.ts';
import { vendorsOperations } from './features/vendors/vendors-operations.ts';
import { openOnBench, workspaceFeatureOperations } from './features/workspace/workspace.ts';
import type { ReportProgress } from './jobs.ts';
import { makeSampleWorkspace } from './sample/make-sample-workspace.ts';
import type { Bench, CallContext, Session } from './operations.ts';
import type { Ports } from './ports.ts';

/** Every operation of the contract, by feature; a test compares it with the contract. */
const router = {
  workspace: workspaceFeatureOperations,
  people: peopleOperations,
  vendors: vendorsOperations,
  tools: toolsOperations,
  risks: risksOperations,
  adoption: adoptionOperations,
  profiles: profilesOperations,
  residency: residencyOperations,
  evidence: evidenceOperations,
  findings: findingsOperations,
  agreements: agreementsOperations,
  questionnaires: questionnaireOperations,
  assessments: assessmentsOperations,
  scores: scoresOperations,
  auditTrail: auditTrailOperations,
  exchange: exchangeOperations,
  reports: reportsOperations,
  search: searchOperations,
  settings: settingsOperations,
  overview: overviewOperations,
  accessTiers: accessTiersOperations,
  training: trainingOperations,
  dataFlows: dataFlowsOperations,
  phiExposure: phiExposureOperations,
  gaps: gapsOperations,
  auditorAnswers: auditorAnswersOperations,
  auditPackage: auditPackageOperations,
};

/** The application, without a host. A host gives ports, carries calls to `router`, and streams files. */
export interface Workbench {
  readonly router: typeof router;
  readonly files: FileDesk;
  /** The context of every call from one window. The same id gives the same session. */
  openWindow(windowId: string): CallContext;
  closeWindow(windowId: string): void;
  /** @throws AssayError as `openWorkspace` does. */
  openWorkspaceFile(path: string): Promise<void>;
  /** Makes the sample workspace; refused when a file is there already. Ended by what `report` throws. */
  createSampleWorkspace(path: string, report?: ReportProgress): Promise<void>;
  /** Closes the workspace and deletes what was on its way. */
  close(): Promise<void>;
}

/** Wires everything together; the one place that does. */
export async function createWorkbench(ports: Ports): Promise<Workbench> {
  const bench: Bench = {
    ports,
    files: await openFileDesk(join(ports.folders.temporary, 'file-desk')),
    workspace: null,
    makeSample: (path, report) => makeSampleWorkspace(path, ports, createWorkbench, report),
  };
  const sessions = new Map<string, Session>();

  return {
    router,
    files: bench.files,
    openWindow(windowId) {
      let session = sessions.get(windowId);
      if (!session) {
        session = { id: windowId, bench, worker: null };
        sessions.set(windowId, session);
      }
      return { session };
    },
    closeWindow: (windowId) => void sessions.delete(windowId),
    openWorkspaceFile: (path) => openOnBench(bench, path),
    createSampleWorkspace: (path, report = async () => undefined) => bench.makeSample(path, report),
    async close() {
      await bench.workspace?.close();
      bench.workspace = null;
      await bench.files.clear();
    },
  };
}
