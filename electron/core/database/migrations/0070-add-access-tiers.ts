import { sql, type Kysely } from 'kysely';

/** Versions of the access-tier design, who and what uses the tools, on which code, and the exceptions that were given. */
export async function addAccessTiers(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const ROLE = "in ('junior', 'senior', 'lead', 'security', 'platform_admin', 'auditor', 'service')";
const CODE_CLASS = "in ('public_docs', 'internal', 'phi_services', 'payments', 'secrets')";
const PCI_CLASS = "in ('cde', 'connected', 'security_impacting', 'out_of_scope')";
const ANY_CLASS = `in ('public_docs', 'internal', 'phi_services', 'payments', 'secrets',
      'cde', 'connected', 'security_impacting', 'out_of_scope')`;

const STATEMENTS = [
  `create table access_designs (
    id text primary key,
    version integer not null unique,
    state text not null check (state in ('draft', 'awaiting_approval', 'in_force', 'superseded')),
    cells text not null,
    duties text not null,
    editor_ids text not null,
    created_at text not null,
    sent_by text references people (id),
    sent_on text,
    decided_by text references people (id),
    decided_on text,
    decision_note text not null,
    in_force_on text,
    superseded_on text,
    last_reviewed_on text,
    last_reviewed_by text references people (id),
    revision integer not null
  ) strict`,
  `create table access_identities (
    id text primary key,
    code text not null unique,
    name text not null,
    kind text not null check (kind in ('person', 'agent')),
    account text not null,
    role text not null check (role ${ROLE}),
    owner_id text references access_identities (id),
    joined_on text not null,
    left_on text,
    revision integer not null
  ) strict`,
  `create index access_identities_by_owner on access_identities (owner_id)`,
  `create table access_repositories (
    id text primary key,
    code text not null unique,
    name text not null unique collate nocase,
    description text not null,
    code_class text check (code_class ${CODE_CLASS}),
    pci_answers text not null,
    pci_class text check (pci_class ${PCI_CLASS}),
    pci_provisional integer not null,
    regions text not null,
    archived integer not null,
    tagged_by text references people (id),
    tagged_on text,
    revision integer not null
  ) strict`,
  `create table access_grants (
    id text primary key,
    identity_id text not null references access_identities (id),
    tool_id text not null references tools (id),
    class_id text not null check (class_id ${ANY_CLASS}),
    granted_on text not null,
    removed_on text,
    reviewer_id text references access_identities (id),
    approved_by text references people (id),
    revision integer not null
  ) strict`,
  `create index access_grants_by_identity on access_grants (identity_id)`,
  `create index access_grants_by_tool on access_grants (tool_id)`,
  `create index access_grants_by_reviewer on access_grants (reviewer_id)`,
  `create table access_exceptions (
    id text primary key,
    code text not null unique,
    identity_id text references access_identities (id),
    role text check (role ${ROLE}),
    tool_id text not null references tools (id),
    class_id text not null check (class_id ${ANY_CLASS}),
    repository_id text references access_repositories (id),
    reason text not null,
    consulted text not null,
    starts_on text not null,
    expires_on text not null,
    origin text not null check (origin in ('requested', 'recorded')),
    requested_by text references people (id),
    requester_name text not null,
    requested_on text not null,
    decided_by text references people (id),
    decider_name text,
    decided_on text,
    decision_note text not null,
    state text not null check (state in ('requested', 'approved', 'declined', 'revoked')),
    revoked_on text,
    revision integer not null,
    check ((identity_id is null) <> (role is null))
  ) strict`,
  `create index access_exceptions_by_tool on access_exceptions (tool_id)`,
  `create index access_exceptions_by_identity on access_exceptions (identity_id)`,
  `create index access_exceptions_by_repository on access_exceptions (repository_id)`,
  `create table access_cases (
    id text primary key,
    name text not null,
    identity_id text not null references access_identities (id),
    tool_id text not null references tools (id),
    repository_id text references access_repositories (id),
    class_id text check (class_id ${ANY_CLASS}),
    region text,
    expected text not null check (expected in ('allow', 'conditional', 'deny')),
    revision integer not null
  ) strict`,
  `create index access_cases_by_identity on access_cases (identity_id)`,
  `create index access_cases_by_tool on access_cases (tool_id)`,
  `create index access_cases_by_repository on access_cases (repository_id)`,
];
