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
  tool_sighting: '/gaps?tab=sightings&open=',
  region: '/residency/regions?open=',
  sub_processor: '/vendors/',
  audit_package: '/audit-package?made=',
} as const;

/**
 * Where a record is shown; pages of one feature link to records of another by this alone.
 *
 * @param underId the record on whose page it is shown: the vendor of a sub-processor.
 */
export function recordPath(kind: keyof typeof PLACES, id: string, underId: string | null = null): string {
  const own = encodeURIComponent(id);
  return underId === null
    ? `${PLACES[kind]}${own}`
    : `${PLACES[kind]}${encodeURIComponent(underId)}?tab=subProcessors&member=${own}`;
}
