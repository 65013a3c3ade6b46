const PLACES = {
  vendor: '/vendors/',
  tool: '/tools/',
  adoption_checklist: '/adoption/',
  adoption_item: '/adoption/',
  agreement: '/agreements/',
  assessment: '/assessments/',
  evidence: '/evidence?open=',
  finding: '/findings?open=',
  risk: '/risks/',
  questionnaire: '/questionnaires/',
  person: '/settings/people?open=',
  data_flow_map: '/data-flows/',
  access_exception: '/access-tiers/exceptions?open=',
  identity: '/access-tiers/people?open=',
  repository: '/code-classes?open=',
  training_course: '/training?course=',
  training_completion: '/training?completion=',
  phi_exposure: '/phi-exposure/',
} as const;

/** Where a record is shown; pages of one feature link to records of another by this alone. */
export function recordPath(kind: keyof typeof PLACES, id: string): string {
  return `${PLACES[kind]}${encodeURIComponent(id)}`;
}
