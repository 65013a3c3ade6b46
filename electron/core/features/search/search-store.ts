import { sql, type RawBuilder } from 'kysely';
import type { SEARCH_KINDS } from '../../../../shared/contract/search.ts';
import { whereSearch } from '../../database/list-query.ts';
import type { Executor } from '../../database/tables.ts';

/** A record that may be what somebody looks for. */
export interface Candidate {
  kind: (typeof SEARCH_KINDS)[number];
  id: string;
  /** The record on whose page it is shown; null for what has a place of its own. */
  underId: string | null;
  title: string;
  detail: string;
  status: string | null;
  /** Its other names, codes and addresses, each on a line of its own. */
  names: string;
  /** Names of what it belongs to: they help to tell records apart, but it is not called so itself. */
  context: string;
}

/** Candidates of one kind that are read; the ranking chooses among them. */
const CANDIDATE_LIMIT = 300;

interface Source {
  kind: Candidate['kind'];
  title: RawBuilder<unknown>;
  names: RawBuilder<unknown>;
  context: RawBuilder<unknown>;
  detail: RawBuilder<unknown>;
  status: RawBuilder<unknown>;
  id: RawBuilder<unknown>;
  underId?: RawBuilder<unknown>;
  from: RawBuilder<unknown>;
  order: RawBuilder<unknown>;
}

const NONE = sql.lit('');
const LINE = 'char(10)';
const OTHER_NAMES = (id: string) =>
  `coalesce((select group_concat(name, ${LINE}) from other_names where record_id = ${id}), '')`;

const SOURCES: readonly Source[] = [
  {
    kind: 'vendor',
    title: sql.ref('vendors.name'),
    names: sql.raw(
      `vendors.code || ${LINE} || vendors.legal_name || ${LINE} || vendors.domain || ${LINE} || ${OTHER_NAMES('vendors.id')}`,
    ),
    context: NONE,
    detail: sql.ref('vendors.code'),
    status: sql.ref('vendors.status'),
    id: sql.ref('vendors.id'),
    from: sql`vendors`,
    order: sql`vendors.name collate nocase`,
  },
  {
    kind: 'tool',
    title: sql.ref('tools.name'),
    names: sql.raw(`tools.code || ${LINE} || ${OTHER_NAMES('tools.id')}`),
    context: sql.ref('vendors.name'),
    detail: sql.raw("vendors.name || case tools.plan when '' then '' else ', ' || tools.plan end"),
    status: sql.ref('tools.status'),
    id: sql.ref('tools.id'),
    from: sql`tools join vendors on vendors.id = tools.vendor_id`,
    order: sql`tools.name collate nocase`,
  },
  {
    kind: 'assessment',
    title: sql.ref('assessments.title'),
    names: sql.ref('assessments.code'),
    context: sql.ref('tools.name'),
    detail: sql.raw("assessments.code || ', ' || tools.name"),
    status: sql.ref('assessments.state'),
    id: sql.ref('assessments.id'),
    from: sql`assessments join tools on tools.id = assessments.tool_id`,
    order: sql`assessments.created_at desc`,
  },
  {
    kind: 'question',
    title: sql.raw("asked.question_id || ' ' || asked.label"),
    names: sql.raw(`asked.question_id || ${LINE} || asked.label`),
    context: sql.ref('tools.name'),
    detail: sql.raw("assessments.code || ', ' || tools.name"),
    status: sql.raw(
      `(select answers.state from answers
        where answers.assessment_id = assessments.id and answers.question_id = asked.question_id)`,
    ),
    id: sql.ref('assessments.id'),
    // The limit keeps SQLite from taking each questionnaire apart again for every assessment on it.
    from: sql`(select questionnaires.id as questionnaire_id, json_extract(question.value, '$.id') as question_id,
        json_extract(question.value, '$.label') as label
      from questionnaires, json_each(questionnaires.pack, '$.sections') as section,
        json_each(section.value, '$.questions') as question limit -1) as asked
      join assessments on assessments.questionnaire_id = asked.questionnaire_id
      join tools on tools.id = assessments.tool_id`,
    order: sql`assessments.state = 'signed_off', assessments.created_at desc`,
  },
  {
    kind: 'evidence',
    title: sql.ref('evidence.title'),
    names: sql.raw(`evidence.index_number || ${LINE} || coalesce(evidence.file_name, '')`),
    context: sql.raw("coalesce(vendors.name, '')"),
    detail: sql.ref('evidence.index_number'),
    status: sql.ref('evidence.state'),
    id: sql.ref('evidence.id'),
    from: sql`evidence left join vendors on vendors.id = evidence.vendor_id`,
    order: sql`evidence.index_number desc`,
  },
  {
    kind: 'agreement',
    title: sql.ref('agreements.title'),
    names: sql.ref('agreements.code'),
    context: sql.raw("vendors.name || ' ' || agreements.kind"),
    detail: sql.raw("agreements.code || ', ' || vendors.name"),
    status: sql.ref('agreements.state'),
    id: sql.ref('agreements.id'),
    from: sql`agreements join vendors on vendors.id = agreements.vendor_id`,
    order: sql`agreements.code desc`,
  },
  {
    kind: 'finding',
    title: sql.ref('findings.title'),
    names: sql.raw(`findings.code || ${LINE} || coalesce(findings.rule_id, '')`),
    context: sql.raw("coalesce(tools.name, vendors.name, '')"),
    detail: sql.raw("findings.code || coalesce(', ' || tools.name, ', ' || vendors.name, '')"),
    status: sql.ref('findings.status'),
    id: sql.ref('findings.id'),
    from: sql`findings left join tools on tools.id = findings.tool_id
      left join vendors on vendors.id = findings.vendor_id`,
    order: sql`findings.code desc`,
  },
  {
    kind: 'risk',
    title: sql.ref('risks.title'),
    names: sql.ref('risks.code'),
    context: sql.raw(`coalesce((select group_concat(vendors.name, ${LINE}) from risk_links
      join vendors on vendors.id = risk_links.record_id
      where risk_links.kind = 'vendor' and risk_links.risk_id = risks.id), '')`),
    detail: sql.ref('risks.code'),
    status: sql.raw("case when risks.open = 0 then 'closed' when risks.suggested = 1 then 'suggested' else 'open' end"),
    id: sql.ref('risks.id'),
    from: sql`risks`,
    order: sql`risks.code desc`,
  },
  {
    kind: 'data_flow_map',
    title: sql.ref('tools.name'),
    names: sql.raw(`coalesce((select group_concat(json_extract(place.value, '$.name'), ${LINE})
      from json_each(data_flow_maps.content, '$.places') as place), '')`),
    context: sql.ref('vendors.name'),
    detail: sql.ref('vendors.name'),
    status: sql.ref('data_flow_maps.state'),
    // A map is shown under its tool.
    id: sql.ref('tools.id'),
    from: sql`data_flow_maps join tools on tools.id = data_flow_maps.tool_id
      join vendors on vendors.id = tools.vendor_id`,
    order: sql`tools.name collate nocase`,
  },
  {
    kind: 'questionnaire',
    title: sql.ref('questionnaires.title'),
    names: sql.ref('questionnaires.pack_id'),
    context: NONE,
    detail: sql.ref('questionnaires.version'),
    status: sql.ref('questionnaires.status'),
    id: sql.ref('questionnaires.id'),
    from: sql`questionnaires`,
    order: sql`questionnaires.title`,
  },
  {
    kind: 'person',
    title: sql.ref('people.name'),
    names: sql.ref('people.email'),
    context: sql.ref('people.position'),
    detail: sql.ref('people.position'),
    status: sql.raw("case people.active when 1 then null else 'inactive' end"),
    id: sql.ref('people.id'),
    from: sql`people`,
    order: sql`people.name`,
  },
  {
    kind: 'identity',
    title: sql.ref('access_identities.name'),
    names: sql.raw(`access_identities.code || ${LINE} || access_identities.account`),
    context: NONE,
    detail: sql.ref('access_identities.code'),
    status: sql.raw("case when access_identities.left_on is null then null else 'left' end"),
    id: sql.ref('access_identities.id'),
    from: sql`access_identities`,
    order: sql`access_identities.name collate nocase`,
  },
  {
    kind: 'repository',
    title: sql.ref('access_repositories.name'),
    names: sql.ref('access_repositories.code'),
    context: sql.ref('access_repositories.description'),
    detail: sql.ref('access_repositories.code'),
    status: sql.raw("case access_repositories.archived when 1 then 'archived' else null end"),
    id: sql.ref('access_repositories.id'),
    from: sql`access_repositories`,
    order: sql`access_repositories.name collate nocase`,
  },
  {
    kind: 'access_exception',
    title: sql.raw("access_exceptions.code || ' ' || tools.name"),
    names: sql.ref('access_exceptions.code'),
    context: sql.raw("coalesce(access_identities.name, '')"),
    detail: sql.raw("coalesce(access_identities.name, '')"),
    status: sql`null`,
    id: sql.ref('access_exceptions.id'),
    from: sql`access_exceptions join tools on tools.id = access_exceptions.tool_id
      left join access_identities on access_identities.id = access_exceptions.identity_id`,
    order: sql`access_exceptions.code desc`,
  },
  {
    kind: 'training_course',
    title: sql.ref('training_courses.title'),
    names: sql.ref('training_courses.code'),
    context: NONE,
    detail: sql.ref('training_courses.code'),
    status: sql.raw("case training_courses.retired when 1 then 'retired' else null end"),
    id: sql.ref('training_courses.id'),
    from: sql`training_courses`,
    order: sql`training_courses.code`,
  },
  {
    kind: 'tool_sighting',
    title: sql.ref('tool_sightings.name'),
    names: NONE,
    context: sql.ref('tool_sightings.source'),
    detail: sql.ref('tool_sightings.source'),
    status: sql`null`,
    id: sql.ref('tool_sightings.id'),
    from: sql`tool_sightings`,
    order: sql`tool_sightings.last_seen_on desc`,
  },
  {
    kind: 'region',
    title: sql.raw("json_extract(regions.entry, '$.name')"),
    names: sql.ref('regions.id'),
    context: sql.raw(`coalesce((select group_concat(json_extract(citation.value, '$.law'), ${LINE})
      from json_each(regions.entry, '$.citations') as citation), '')`),
    detail: sql.ref('regions.id'),
    status: sql`null`,
    id: sql.ref('regions.id'),
    from: sql`regions`,
    order: sql`regions.position`,
  },
  {
    kind: 'sub_processor',
    title: sql.ref('sub_processors.name'),
    names: NONE,
    context: sql.raw("vendors.name || ' ' || sub_processors.role"),
    detail: sql.raw("vendors.name || case sub_processors.role when '' then '' else ', ' || sub_processors.role end"),
    status: sql`null`,
    id: sql.ref('sub_processors.id'),
    underId: sql.ref('vendors.id'),
    from: sql`sub_processors join vendors on vendors.id = sub_processors.vendor_id`,
    order: sql`sub_processors.name collate nocase`,
  },
  {
    kind: 'audit_package',
    title: sql.ref('audit_packages.title'),
    names: sql.ref('audit_packages.name'),
    context: NONE,
    detail: sql.ref('audit_packages.name'),
    status: sql.ref('audit_packages.status'),
    id: sql.ref('audit_packages.id'),
    from: sql`audit_packages`,
    order: sql`audit_packages.made_at desc`,
  },
];

/** Records of every kind whose title, codes, other names and context hold every word. */
export async function selectCandidates(executor: Executor, text: string): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const source of SOURCES) {
    const { rows } = await sql<Omit<Candidate, 'kind'>>`
      select ${source.id} as id, ${source.underId ?? sql`null`} as "underId",
        ${source.title} as title, ${source.detail} as detail, ${source.status} as status,
        ${source.names} as names, ${source.context} as context
      from ${source.from} where ${whereSearch([source.title, source.names, source.context], text)}
      order by ${source.order} limit ${CANDIDATE_LIMIT}`.execute(executor);
    for (const row of rows) found.push({ kind: source.kind, ...row });
  }
  return found;
}
