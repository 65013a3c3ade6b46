import type { PhiFactor, UseLimit } from '../../../shared/contract/phi-exposure.ts';
import type { Generated, Kysely, Transaction } from 'kysely';
import type {
  AccessClass,
  AccessDesignRow,
  AccessException,
  AccessOutcome,
  AccessRole,
  CodeClass,
  Identity,
  PciClass,
} from '../../../shared/contract/access-tier-records.ts';
import type { Classification } from '../../../shared/report/report.ts';
import type { AdoptionProofKind } from '../../../shared/contract/adoption-pack.ts';
import type { AdoptionState } from '../../../shared/contract/adoption.ts';
import type {
  Agreement,
  AgreementKind,
  HipaaRole,
  NeedRule,
  ProvisionAnswer,
  StoredAgreementState,
} from '../../../shared/contract/agreements.ts';
import type { AssessmentState, FollowUp, Verdict } from '../../../shared/contract/assessments.ts';
import type { AuditorQuestion } from '../../../shared/contract/auditor-answers.ts';
import type { DataFlowStart, DataFlowState } from '../../../shared/contract/data-flows.ts';
import type { Evidence, LinkedRecordKind } from '../../../shared/contract/evidence.ts';
import type { ImportMapping } from '../../../shared/contract/exchange.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import type { Role } from '../../../shared/contract/people.ts';
import type { AnswerState, EvidenceState } from '../../../shared/contract/questionnaire-pack.ts';
import type { QuestionnaireStatus } from '../../../shared/contract/questionnaires.ts';
import type { RiskCategory, RiskLinkKind, RiskTreatment } from '../../../shared/contract/risks.ts';
import type { ISSUE_ROUNDS } from '../../../shared/contract/returned-questionnaire.ts';
import type { Recommendation } from '../../../shared/contract/scores.ts';
import type { ResidencyResult } from '../../../shared/contract/region-pack.ts';
import type { Override, SubProcessor } from '../../../shared/contract/residency.ts';
import type { PersonalSettings, RegisterView } from '../../../shared/contract/settings.ts';
import type { Course } from '../../../shared/contract/training.ts';
import type { Deployment, GateState, InherentFactor, ToolGate, ToolKind } from '../../../shared/contract/tools.ts';
import type { FactConfidence, FactTopic } from '../../../shared/contract/profiles.ts';
import type { Band, RegisterStatus } from '../../../shared/contract/vendors.ts';

/**
 * Every table of the workspace file, as SQLite stores it: booleans are 0 and 1, lists and objects JSON text.
 * Written by hand; `test/integration/database.test.ts` compares it with a migrated file.
 */

interface WorkspacesTable {
  id: string;
  organisation: string;
  document_prefix: string;
  classification: Classification;
  logo: Uint8Array | null;
  sample: number;
  created_at: string;
  trail_public_key: string;
  trail_private_key: string;
  trail_sequence: number;
  trail_hash: string;
  trail_signature: string;
  trail_verified_at: string | null;
  trail_intact: number | null;
  revision: number;
  hipaa_role: Generated<HipaaRole>;
  trail_indexed_to: Generated<number>;
}

interface PeopleTable {
  id: string;
  name: string;
  initials: string;
  email: string;
  position: string;
  role: Role;
  active: number;
  revision: number;
}

interface RecordCountersTable {
  series: string;
  last_number: number;
}

interface VendorsTable {
  id: string;
  code: string;
  name: string;
  legal_name: string;
  domain: string;
  country: string;
  description: string;
  owner_id: string | null;
  business_critical: number | null;
  next_review_on: string | null;
  contacts: string;
  profile: string | null;
  status: RegisterStatus;
  status_reason: string;
  created_at: string;
  revision: number;
}

interface ToolsTable {
  id: string;
  code: string;
  vendor_id: string;
  name: string;
  kind: ToolKind;
  plan: string;
  version_range: string;
  deployment: Deployment;
  owner_id: string | null;
  business_justification: string;
  users: number | null;
  use_conditions: string;
  next_review_on: string | null;
  status: RegisterStatus;
  status_reason: string;
  created_at: string;
  revision: number;
}

interface OtherNamesTable {
  record_id: string;
  record_kind: 'vendor' | 'tool';
  kind: 'alias' | 'former';
  name: string;
  position: number;
}

interface ToolGatesTable {
  tool_id: string;
  gate: ToolGate;
  state: GateState;
  decided_by: string | null;
  decided_on: string | null;
  note: string;
}

interface InherentFactorsTable {
  tool_id: string;
  factor: InherentFactor;
  level: number | null;
  reason: string;
}

interface QuestionnairesTable {
  id: string;
  pack_id: string;
  version: string;
  title: string;
  purpose: string;
  status: QuestionnaireStatus;
  origin: 'shipped' | 'own';
  questions: number;
  pack: string;
  published_at: string | null;
  revision: number;
}

interface AssessmentsTable {
  id: string;
  code: string;
  title: string;
  tool_id: string;
  vendor_id: string;
  questionnaire_id: string;
  state: AssessmentState;
  preparer_id: string | null;
  reviewer_id: string | null;
  due_on: string | null;
  next_due_on: string | null;
  use_conditions: string;
  scope_included: string;
  scope_excluded: string;
  period_start: string | null;
  period_end: string | null;
  previous_assessment_id: string | null;
  created_at: string;
  submitted_at: string | null;
  answered: number;
  applicable: number;
  score: number | null;
  completeness: number;
  failed_gates: string;
  revision: number;
}

interface AnswersTable {
  assessment_id: string;
  question_id: string;
  state: AnswerState | null;
  value: string;
  note: string;
  flagged: number;
  answered_by: string | null;
  answered_at: string | null;
  carried_over: number;
  previous: string | null;
  verdict: Verdict | null;
  verdict_note: string;
  verdict_by: string | null;
  verdict_at: string | null;
  verdict_round: number;
  revision: number;
}

interface AssessmentPreparersTable {
  assessment_id: string;
  person_id: string;
}

interface FollowUpsTable {
  id: string;
  assessment_id: string;
  question_id: string;
  addressee: string;
  request: string;
  due_on: string;
  state: FollowUp['state'];
  reply: string;
  created_by: string | null;
  created_at: string;
  revision: number;
}

interface SignOffsTable {
  id: string;
  assessment_id: string;
  signer_id: string;
  signed_at: string;
  recommendation: Recommendation;
  decision: Recommendation;
  reason: string;
  conditions: string;
  fingerprint: string;
  frozen: string;
  voided_at: string | null;
  void_reason: string;
}

interface EvidenceFilesTable {
  sha256: string;
  size: number;
}

interface EvidenceFilePartsTable {
  sha256: string;
  position: number;
  content: Uint8Array;
}

interface EvidenceHoldsTable {
  id: string;
  evidence_id: string;
  matter: string;
  reason: string;
  placed_by: string | null;
  placed_at: string;
  lifted_by: string | null;
  lifted_at: string | null;
  lift_reason: string;
}

interface EvidenceDisposalsTable {
  evidence_id: string;
  number: string;
  disposed_by: string | null;
  disposed_at: string;
  reason: string;
  retained_until: string | null;
  file_name: string;
  media_type: string;
  file_size: number;
  file_sha256: string;
  bytes_removed: number;
}

interface EvidenceTable {
  id: string;
  index_number: string;
  title: string;
  kind: Evidence['kind'];
  state: Evidence['state'];
  source: string;
  dated_on: string | null;
  period_start: string | null;
  period_end: string | null;
  expires_on: string | null;
  confidentiality: Classification;
  owner_id: string | null;
  vendor_id: string | null;
  collected_by: string | null;
  collected_at: string;
  file_name: string | null;
  media_type: string | null;
  file_sha256: string | null;
  file_size: number | null;
  supersedes_id: string | null;
  legal_hold: number;
  disposed_at: string | null;
  note: string;
  revision: number;
  source_query: string;
  collected_how: Evidence['collectedHow'];
  collected_utc_offset: number;
  original_place: string;
  redacted_from_id: string | null;
  redactions: string;
  retention_rules: string;
}

interface AnswerEvidenceTable {
  assessment_id: string;
  question_id: string;
  evidence_id: string;
  page: string;
}

interface EvidenceLinksTable {
  record_kind: LinkedRecordKind;
  record_id: string;
  part: string;
  evidence_id: string;
  page: string;
}

interface AgreementsTable {
  id: string;
  code: string;
  vendor_id: string;
  kind: AgreementKind;
  title: string;
  needed: number | null;
  need_rule: NeedRule | null;
  need_reason: string;
  need_decided_by: string | null;
  need_decided_on: string | null;
  offered: Agreement['offered'];
  offered_note: string;
  state: StoredAgreementState;
  state_since: string;
  state_reason: string;
  scope: string;
  excluded_features: string;
  signatories: string;
  terms: string;
  parent_id: string | null;
  supersedes_id: string | null;
  requested_on: string | null;
  requested_from: string;
  request_channel: string;
  effective_on: string | null;
  expires_on: string | null;
  notice_days: number | null;
  notice_on: string | null;
  review_on: string | null;
  terminated_on: string | null;
  signed_file_id: string | null;
  file_sha256: string | null;
  in_force_from: string | null;
  coverage: number | null;
  owner_id: string | null;
  created_at: string;
  revision: number;
}

interface AgreementProvisionsTable {
  agreement_id: string;
  provision_id: string;
  answer: ProvisionAnswer | null;
  clause: string;
  note: string;
}

interface FindingsTable {
  id: string;
  code: string;
  kind: Finding['kind'];
  rule_id: string | null;
  title: string;
  severity: Band;
  condition: string;
  criteria: string;
  cause: string;
  effect: string;
  recommendation: string;
  response: string;
  retest: string;
  owner_id: string | null;
  due_on: string | null;
  status: Finding['status'];
  vendor_id: string | null;
  tool_id: string | null;
  assessment_id: string | null;
  question_id: string | null;
  raised_at: string;
  closed_at: string | null;
  revision: number;
  source_kind: NonNullable<Finding['source']>['kind'] | null;
  source_id: string | null;
  source_name: string | null;
}

interface RisksTable {
  id: string;
  code: string;
  title: string;
  description: string;
  category: RiskCategory;
  likelihood: number;
  impact: number;
  rationale: string;
  suggested: number;
  origin: string | null;
  treatment: RiskTreatment;
  plan: string;
  treatment_due_on: string | null;
  review_on: string | null;
  owner_id: string | null;
  open: number;
  closed_by: string | null;
  closed_on: string | null;
  closed_reason: string;
  accepted_by: string | null;
  accepted_reason: string;
  accepted_until: string | null;
  accepted_score: number | null;
  created_at: string;
  revision: number;
}

interface RiskControlsTable {
  id: string;
  risk_id: string;
  position: number;
  name: string;
  reduces: 'likelihood' | 'impact';
  stated: EvidenceState | null;
  note: string;
}

interface RiskLinksTable {
  risk_id: string;
  kind: RiskLinkKind;
  record_id: string;
}

interface CurrentScoresTable {
  kind: 'questionnaire' | 'inherent' | 'residual';
  subject_id: string;
  model_id: string;
  model_version: string;
  model_sha256: string;
  value: number | null;
  band: Band | null;
  completeness: number | null;
  confidence: number | null;
  computed_at: string;
}

interface CodeChangesTable {
  id: string;
  code: string;
  title: string;
  reference: string;
  tool_id: string | null;
  factors: string;
  sum: number | null;
  total_times_10000: number | null;
  band: Band | null;
  complete: number;
  model_id: string;
  model_version: string;
  model_sha256: string;
  created_by: string | null;
  created_at: string;
}

interface ImportProfilesTable {
  id: string;
  name: string;
  columns: string;
  date_order: ImportMapping['dateOrder'];
  value_translations: string;
}

interface QuestionnaireIssuesTable {
  id: string;
  code: string;
  assessment_id: string;
  round: (typeof ISSUE_ROUNDS)[number];
  addressee: string;
  return_by: string | null;
  questions: string;
  template_sha256: string;
  token_sha256: string;
  evidence_id: string;
  issued_by: string | null;
  issued_at: string;
  returned_at: string | null;
  withdrawn_at: string | null;
  revision: number;
}

interface RegisterViewsTable {
  id: string;
  person_id: string;
  register: RegisterView['register'];
  name: string;
  list: string;
  columns: string;
}

interface PersonalSettingsTable {
  person_id: string;
  theme: PersonalSettings['theme'];
  density: PersonalSettings['density'];
  letter_keys: number;
}

interface AuditEntriesTable {
  sequence: number;
  occurred_at: string;
  utc_offset_minutes: number;
  actor_id: string | null;
  actor_name: string;
  actor_role: string;
  operation: string;
  record_kind: string;
  record_id: string;
  record_name: string;
  before: string | null;
  after: string | null;
  previous_hash: string;
  hash: string;
}

interface VendorFactsTable {
  id: string;
  vendor_id: string;
  topic: FactTopic;
  plan: string;
  value: string;
  source: string;
  seen_on: string;
  confidence: FactConfidence;
  profile_id: string | null;
  profile_fact_id: string | null;
  taken: string | null;
  removed: number;
  position: number;
  revision: number;
}

interface AdoptionPacksTable {
  version: string;
  pack: string;
}

interface AdoptionChecklistsTable {
  tool_id: string;
  pack_version: string;
  started_on: string;
  started_by: string | null;
  in_use_on: string | null;
}

interface AdoptionItemsTable {
  tool_id: string;
  item_id: string;
  state: AdoptionState;
  stated_by: string | null;
  stated_on: string | null;
  reason: string;
  note: string;
  owner_id: string | null;
  due_on: string | null;
  flag_seen: number;
  proof_kind: AdoptionProofKind | null;
  proof_record_id: string | null;
  revision: number;
}

interface AdoptionRoundsTable {
  id: string;
  tool_id: string;
  item_id: string;
  done_on: string;
  done_by: string | null;
  note: string;
}

interface AdoptionAcceptancesTable {
  id: string;
  tool_id: string;
  item_id: string;
  reason: string;
  approver_id: string | null;
  accepted_on: string;
  expires_on: string;
  ended_on: string | null;
  ended_by: string | null;
  end_reason: string;
}

interface AuditCheckpointsTable {
  number: number;
  sequence: number;
  hash: string;
  signed_at: string;
  signature: string;
  version: Generated<number>;
  signed_by: Generated<string>;
}

interface RegionsTable {
  id: string;
  position: number;
  entry: string;
  shipped: string;
  pack_version: string;
  revision: number;
}

interface DeploymentOptionsTable {
  id: string;
  tool_id: string;
  number: number;
  name: string;
  claim: string;
  locations: string;
  note: string;
  revision: number;
}

interface RegionUsesTable {
  id: string;
  tool_id: string;
  region_id: string;
  option_id: string | null;
  data: string;
  bases: string;
  conditions: string;
  note: string;
  revision: number;
}

interface ResidencyOverridesTable {
  id: string;
  tool_id: string;
  region_id: string;
  result: Override['result'];
  reason: string;
  expires_on: string;
  computed: ResidencyResult;
  proposed_by: string | null;
  proposed_at: string;
  approved_by: string | null;
  approved_at: string | null;
  withdrawn_at: string | null;
  revision: number;
}

interface SubProcessorsTable {
  id: string;
  vendor_id: string;
  parent_id: string | null;
  name: string;
  role: string;
  place: string;
  sees: SubProcessor['sees'];
  tool_ids: string;
  since: string | null;
  ended_on: string | null;
  source_url: string;
  seen_on: string | null;
  note: string;
  revision: number;
}

interface SubProcessorListsTable {
  vendor_id: string;
  seen_on: string | null;
  complete: number;
  source_url: string;
  note: string;
  revision: number;
}

interface DataFlowMapsTable {
  id: string;
  tool_id: string;
  content: string;
  state: DataFlowState;
  started_from: DataFlowStart;
  changed_by: string | null;
  changed_at: string;
  created_at: string;
  revision: number;
}

interface DataFlowVersionsTable {
  map_id: string;
  version: number;
  content: string;
  confirmed_by: string;
  confirmed_at: string;
}

interface AccessDesignsTable {
  id: string;
  version: number;
  state: AccessDesignRow['state'];
  cells: string;
  duties: string;
  editor_ids: string;
  created_at: string;
  sent_by: string | null;
  sent_on: string | null;
  decided_by: string | null;
  decided_on: string | null;
  decision_note: string;
  in_force_on: string | null;
  superseded_on: string | null;
  last_reviewed_on: string | null;
  last_reviewed_by: string | null;
  revision: number;
}

interface AccessIdentitiesTable {
  id: string;
  code: string;
  name: string;
  kind: Identity['kind'];
  account: string;
  role: AccessRole;
  owner_id: string | null;
  joined_on: string;
  left_on: string | null;
  revision: number;
}

interface AccessRepositoriesTable {
  id: string;
  code: string;
  name: string;
  description: string;
  code_class: CodeClass | null;
  pci_answers: string;
  pci_class: PciClass | null;
  pci_provisional: number;
  regions: string;
  archived: number;
  tagged_by: string | null;
  tagged_on: string | null;
  revision: number;
}

interface AccessGrantsTable {
  id: string;
  identity_id: string;
  tool_id: string;
  class_id: AccessClass;
  granted_on: string;
  removed_on: string | null;
  reviewer_id: string | null;
  approved_by: string | null;
  revision: number;
}

interface AccessExceptionsTable {
  id: string;
  code: string;
  identity_id: string | null;
  role: AccessRole | null;
  tool_id: string;
  class_id: AccessClass;
  repository_id: string | null;
  reason: string;
  consulted: string;
  starts_on: string;
  expires_on: string;
  origin: AccessException['origin'];
  requested_by: string | null;
  requester_name: string;
  requested_on: string;
  decided_by: string | null;
  decider_name: string | null;
  decided_on: string | null;
  decision_note: string;
  state: AccessException['state'];
  revoked_on: string | null;
  revision: number;
}

interface AccessCasesTable {
  id: string;
  name: string;
  identity_id: string;
  tool_id: string;
  repository_id: string | null;
  class_id: AccessClass | null;
  region: string | null;
  expected: AccessOutcome;
  revision: number;
}

interface PhiExposuresTable {
  tool_id: string;
  use_limit: UseLimit | null;
  limit_reason: string;
  sum: number | null;
  band: Exclude<Band, 'critical'> | null;
  model_id: string | null;
  model_version: string | null;
  model_sha256: string | null;
  computed_at: string | null;
  revision: number;
}

interface PhiFactorsTable {
  tool_id: string;
  factor: PhiFactor;
  level: number | null;
  reason: string;
  rated_by: string | null;
  rated_on: string;
}

interface TrainingCoursesTable {
  id: string;
  code: string;
  pack_id: string | null;
  title: string;
  part: Course['part'];
  purpose: string;
  topics: string;
  material_version: string;
  validity_months: number | null;
  counts_from: string | null;
  roles: string;
  classes: string;
  retired: number;
  revision: number;
}

interface TrainingCompletionsTable {
  id: string;
  identity_id: string;
  course_id: string;
  completed_on: string;
  stated_expires_on: string | null;
  reference: string;
  recorded_by: string | null;
  recorded_at: string;
  withdrawn_reason: string | null;
  revision: number;
}

interface ApprovalBasesTable {
  id: string;
  tool_id: string;
  approved_by: string | null;
  approved_at: string;
  note: string;
  basis: string;
}

interface ToolSightingsTable {
  id: string;
  name: string;
  name_key: string;
  source: string;
  first_seen_on: string;
  last_seen_on: string;
  people: number | null;
  tool_id: string | null;
  not_relevant: string;
  decided_by: string | null;
  decided_on: string | null;
  revision: number;
}

interface AuditPackagesTable {
  id: string;
  name: string;
  title: string;
  status: 'draft' | 'final';
  profile: 'full' | 'redacted';
  period_from: string;
  period_to: string;
  /** JSON list of vendor ids; null for every tool in use. */
  vendor_ids: string | null;
  as_of: string;
  made_at: string;
  made_by: string | null;
  seed: string;
  files: number;
  bytes: number;
  ready: number;
  manifest_sha256: string;
  key_sha256: string;
  head_sequence: number;
  head_hash: string;
}

interface AuditorAnswersTable {
  id: string;
  question: AuditorQuestion;
  owner_id: string | null;
  reviewed_by: string | null;
  reviewed_on: string | null;
  reviewed_sha256: string | null;
  revision: number;
}

interface AuditorWordingsTable {
  id: string;
  question: AuditorQuestion;
  sentence_id: string;
  computed: string;
  wording: string;
  worded_by: string | null;
  worded_on: string;
  revision: number;
}

export interface Tables {
  workspaces: WorkspacesTable;
  people: PeopleTable;
  record_counters: RecordCountersTable;
  vendors: VendorsTable;
  tools: ToolsTable;
  other_names: OtherNamesTable;
  tool_gates: ToolGatesTable;
  inherent_factors: InherentFactorsTable;
  questionnaires: QuestionnairesTable;
  assessments: AssessmentsTable;
  answers: AnswersTable;
  assessment_preparers: AssessmentPreparersTable;
  follow_ups: FollowUpsTable;
  sign_offs: SignOffsTable;
  evidence_files: EvidenceFilesTable;
  evidence_file_parts: EvidenceFilePartsTable;
  evidence_holds: EvidenceHoldsTable;
  evidence_disposals: EvidenceDisposalsTable;
  evidence: EvidenceTable;
  answer_evidence: AnswerEvidenceTable;
  evidence_links: EvidenceLinksTable;
  agreements: AgreementsTable;
  agreement_provisions: AgreementProvisionsTable;
  findings: FindingsTable;
  risks: RisksTable;
  risk_controls: RiskControlsTable;
  risk_links: RiskLinksTable;
  current_scores: CurrentScoresTable;
  code_changes: CodeChangesTable;
  import_profiles: ImportProfilesTable;
  questionnaire_issues: QuestionnaireIssuesTable;
  register_views: RegisterViewsTable;
  personal_settings: PersonalSettingsTable;
  vendor_facts: VendorFactsTable;
  adoption_packs: AdoptionPacksTable;
  adoption_checklists: AdoptionChecklistsTable;
  adoption_items: AdoptionItemsTable;
  adoption_rounds: AdoptionRoundsTable;
  adoption_acceptances: AdoptionAcceptancesTable;
  access_designs: AccessDesignsTable;
  access_identities: AccessIdentitiesTable;
  access_repositories: AccessRepositoriesTable;
  access_grants: AccessGrantsTable;
  access_exceptions: AccessExceptionsTable;
  access_cases: AccessCasesTable;
  training_courses: TrainingCoursesTable;
  training_completions: TrainingCompletionsTable;
  audit_entries: AuditEntriesTable;
  audit_checkpoints: AuditCheckpointsTable;
  regions: RegionsTable;
  deployment_options: DeploymentOptionsTable;
  region_uses: RegionUsesTable;
  residency_overrides: ResidencyOverridesTable;
  sub_processors: SubProcessorsTable;
  sub_processor_lists: SubProcessorListsTable;
  data_flow_maps: DataFlowMapsTable;
  data_flow_versions: DataFlowVersionsTable;
  phi_exposures: PhiExposuresTable;
  phi_factors: PhiFactorsTable;
  approval_bases: ApprovalBasesTable;
  tool_sightings: ToolSightingsTable;
  auditor_answers: AuditorAnswersTable;
  auditor_wordings: AuditorWordingsTable;
  audit_packages: AuditPackagesTable;
}

/** What a store reads and writes through: inside a unit of work its transaction, otherwise the workspace's queries. */
export type Executor = Kysely<Tables> | Transaction<Tables>;
