import { sql, type Kysely } from 'kysely';

/**
 * Agreements with vendors, the checks of their provisions, our own role under HIPAA, and for a finding the record that
 * mends it. The written state is a person's deed; what dates make of it is worked out on reading, for which
 * `in_force_from` keeps the day from which a complete agreement counts.
 */
export async function addAgreements(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table agreements (
    id text primary key,
    code text not null unique,
    vendor_id text not null references vendors (id),
    kind text not null check (kind in ('baa', 'dpa', 'scc', 'nda', 'pci_responsibility', 'main_agreement', 'other')),
    title text not null,
    needed integer check (needed in (0, 1)),
    need_rule text,
    need_reason text not null,
    need_decided_by text references people (id),
    need_decided_on text,
    offered text not null check (offered in ('unknown', 'yes', 'other_plan', 'no')),
    offered_note text not null,
    state text not null check (state in ('not_assessed', 'not_needed', 'required', 'requested', 'declined',
      'in_negotiation', 'signed', 'terminated', 'closed')),
    state_since text not null,
    state_reason text not null,
    scope text not null,
    excluded_features text not null,
    signatories text not null,
    terms text not null,
    parent_id text references agreements (id),
    supersedes_id text references agreements (id),
    requested_on text,
    requested_from text not null,
    request_channel text not null,
    effective_on text,
    expires_on text,
    notice_days integer,
    notice_on text,
    review_on text,
    terminated_on text,
    signed_file_id text references evidence (id),
    file_sha256 text,
    in_force_from text,
    coverage real,
    owner_id text references people (id),
    created_at text not null,
    revision integer not null
  ) strict`,
  `create index agreements_by_vendor on agreements (vendor_id, kind)`,
  `create index agreements_by_superseded on agreements (supersedes_id)`,
  `create index agreements_by_parent on agreements (parent_id)`,
  `create index agreements_by_signed_file on agreements (signed_file_id)`,
  `create table agreement_provisions (
    agreement_id text not null references agreements (id),
    provision_id text not null,
    answer text check (answer in ('present', 'partial', 'absent', 'not_applicable')),
    clause text not null,
    note text not null,
    primary key (agreement_id, provision_id)
  ) strict, without rowid`,
  `alter table workspaces add column hipaa_role text not null default 'not_set'
    check (hipaa_role in ('not_set', 'covered_entity', 'business_associate', 'neither'))`,
  `alter table findings add column source_kind text`,
  `alter table findings add column source_id text`,
  `alter table findings add column source_name text`,
  `create index findings_by_source on findings (source_id)`,
];
