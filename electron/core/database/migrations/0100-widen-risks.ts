import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';

interface CarriedRisk {
  id: string;
  controls: string;
}

interface CarriedControl {
  name: string;
  evidence: string;
  stale: boolean;
  reduces: string;
}

/** What a control that was marked stale by hand carries over in words, since ageing now follows from its evidence. */
const STALE_NOTE = 'Was marked as resting on stale evidence before evidence could be attached here.';

/**
 * Risks of the whole workspace: links in place of one vendor, controls as rows that evidence can stand behind, treatment
 * plan, review, closure, and what was accepted. Every risk keeps its vendor as a link and its controls as rows.
 */
export async function widenRisks(database: Kysely<unknown>): Promise<void> {
  for (const statement of BEFORE) await sql.raw(statement).execute(database);
  const { rows } = await sql<CarriedRisk>`select id, controls from risks`.execute(database);
  for (const risk of rows) {
    const controls = JSON.parse(risk.controls) as CarriedControl[];
    for (const [position, control] of controls.entries()) {
      await sql`insert into risk_controls (id, risk_id, position, name, reduces, stated, note)
        values (${randomUUID()}, ${risk.id}, ${position}, ${control.name}, ${control.reduces}, ${control.evidence},
          ${control.stale ? STALE_NOTE : ''})`.execute(database);
    }
  }
  for (const statement of AFTER) await sql.raw(statement).execute(database);
}

const BEFORE = [
  `create table widened_risks (
    id text primary key,
    code text not null unique,
    title text not null,
    description text not null,
    category text not null,
    likelihood integer not null check (likelihood between 1 and 5),
    impact integer not null check (impact between 1 and 5),
    rationale text not null,
    suggested integer not null check (suggested in (0, 1)),
    origin text,
    treatment text not null,
    plan text not null,
    treatment_due_on text,
    review_on text,
    owner_id text references people (id),
    open integer not null check (open in (0, 1)),
    closed_by text references people (id),
    closed_on text,
    closed_reason text not null,
    accepted_by text references people (id),
    accepted_reason text not null,
    accepted_until text,
    accepted_score integer check (accepted_score between 1 and 25),
    created_at text not null,
    revision integer not null
  ) strict`,
  `create table risk_controls (
    id text primary key,
    risk_id text not null references risks (id),
    position integer not null,
    name text not null,
    reduces text not null check (reduces in ('likelihood', 'impact')),
    stated text,
    note text not null
  ) strict`,
  `create index risk_controls_by_risk on risk_controls (risk_id, position)`,
  `create table risk_links (
    risk_id text not null references risks (id),
    kind text not null check (kind in ('vendor', 'tool', 'finding', 'agreement', 'code_change')),
    record_id text not null,
    primary key (risk_id, kind, record_id)
  ) strict, without rowid`,
  `create index risk_links_by_record on risk_links (kind, record_id)`,
];

const AFTER = [
  `insert into risk_links (risk_id, kind, record_id) select id, 'vendor', vendor_id from risks`,
  `insert into widened_risks (id, code, title, description, category, likelihood, impact, rationale, suggested, origin,
      treatment, plan, treatment_due_on, review_on, owner_id, open, closed_by, closed_on, closed_reason, accepted_by,
      accepted_reason, accepted_until, accepted_score, created_at, revision)
    select id, code, title, description, 'third_party', likelihood, impact, '', 0, null, treatment, '', null, null,
      owner_id, open, null, null, '', accepted_by, accepted_reason, accepted_until, null,
      coalesce((select min(occurred_at) from audit_entries where record_kind = 'risk' and record_id = risks.id),
        (select created_at from workspaces)),
      revision
    from risks`,
  `drop table risks`,
  `alter table widened_risks rename to risks`,
  `create unique index risks_by_origin on risks (origin) where origin is not null`,
];
