import { adoption } from './adoption.ts';
import { accessTiers } from './access-tiers.ts';
import { agreements } from './agreements.ts';
import { assessments } from './assessments.ts';
import { auditPackage } from './audit-package.ts';
import { auditorAnswers } from './auditor-answers.ts';
import { auditTrail } from './audit-trail.ts';
import { dataFlows } from './data-flows.ts';
import { evidence } from './evidence.ts';
import { exchange } from './exchange.ts';
import { findings } from './findings.ts';
import { gaps } from './gaps.ts';
import { overview } from './overview.ts';
import { people } from './people.ts';
import { phiExposure } from './phi-exposure.ts';
import { profiles } from './profiles.ts';
import { questionnaires } from './questionnaires.ts';
import { reports } from './reports.ts';
import { residency } from './residency.ts';
import { risks } from './risks.ts';
import { scores } from './scores.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { tools } from './tools.ts';
import { training } from './training.ts';
import { vendors } from './vendors.ts';
import { workspace } from './workspace.ts';

/** Every operation that Assay has, by feature. Both ends of every wire are derived from it. */
export const contract = {
  workspace,
  people,
  vendors,
  tools,
  questionnaires,
  assessments,
  scores,
  risks,
  residency,
  adoption,
  profiles,
  evidence,
  findings,
  agreements,
  auditTrail,
  exchange,
  reports,
  search,
  settings,
  overview,
  accessTiers,
  training,
  dataFlows,
  phiExposure,
  gaps,
  auditorAnswers,
  auditPackage,
};
export type Contract = typeof contract;
