import type { ImportField } from '../../contract/exchange.ts';
import type { Deployment, ToolKind } from '../../contract/tools.ts';
import type { RegisterStatus } from '../../contract/vendors.ts';

/** Names of the fields as sentences and documents use them. */
export const FIELD_LABELS: Readonly<Record<ImportField, string>> = {
  toolName: 'Tool',
  vendorName: 'Vendor',
  kind: 'Kind',
  plan: 'Plan',
  versionRange: 'Version range',
  deployment: 'Deployment',
  status: 'Status',
  owner: 'Owner',
  businessJustification: 'Justification',
  users: 'Users',
  nextReviewOn: 'Next review',
  vendorDomain: 'Domain',
  vendorCountry: 'Country',
  aliases: 'Also known as',
  contactName: 'Contact',
  contactEmail: 'Contact e-mail',
};

/** Titles that mean a field, beside its own name; compared as `foldTitle` writes them. */
const TITLE_SYNONYMS: Readonly<Record<ImportField, readonly string[]>> = {
  toolName: [
    'tool name',
    'ai tool',
    'tools',
    'product',
    'product name',
    'application',
    'application name',
    'app',
    'app name',
    'software',
    'system',
    'system name',
    'service',
    'service name',
    'solution',
  ],
  vendorName: [
    'vendor name',
    'supplier',
    'supplier name',
    'company',
    'company name',
    'provider',
    'provider name',
    'manufacturer',
    'publisher',
    'third party',
    'third party name',
    'vendor company',
    'made by',
  ],
  kind: ['type', 'tool type', 'tool kind', 'category', 'tool category', 'kind of tool', 'product type'],
  plan: ['edition', 'tier', 'licence', 'license', 'licence type', 'license type', 'subscription', 'sku', 'plan name'],
  versionRange: ['version', 'versions', 'version s', 'release', 'allowed versions'],
  deployment: [
    'hosting',
    'hosted',
    'hosting model',
    'deployment model',
    'deployment type',
    'delivery',
    'delivery model',
  ],
  status: ['state', 'approval status', 'approval', 'stage', 'tool status', 'vendor status', 'approved', 'lifecycle'],
  owner: [
    'owner e mail',
    'owner email',
    'owner name',
    'business owner',
    'tool owner',
    'service owner',
    'product owner',
    'internal owner',
    'responsible',
    'responsible person',
    'accountable',
    'sponsor',
  ],
  businessJustification: [
    'why',
    'business justification',
    'reason',
    'purpose',
    'use case',
    'business case',
    'business purpose',
    'rationale',
    'what for',
    'used for',
  ],
  users: [
    'seats',
    'number of users',
    'number of seats',
    'no of users',
    'no of seats',
    'user count',
    'seat count',
    'of users',
    'of seats',
    'active users',
    'licences',
    'licenses',
    'headcount',
  ],
  nextReviewOn: [
    'next review date',
    'next review on',
    'review date',
    'review due',
    'review due date',
    'review on',
    'review by',
    'next assessment',
    'reassess by',
  ],
  vendorDomain: [
    'vendor domain',
    'website',
    'web site',
    'url',
    'homepage',
    'home page',
    'web',
    'vendor website',
    'internet',
  ],
  vendorCountry: [
    'vendor country',
    'hq country',
    'country of registration',
    'headquarters',
    'hq',
    'supplier country',
    'country code',
    'seat country',
  ],
  aliases: ['aliases', 'alias', 'aka', 'other names', 'other name', 'known as', 'synonyms', 'alternative names'],
  contactName: ['contact name', 'contact person', 'vendor contact', 'account manager', 'supplier contact'],
  contactEmail: ['contact email', 'email', 'e mail', 'vendor email', 'vendor e mail', 'supplier email', 'contact mail'],
};

/** Titles that say a day by which something is due, though not that it is a review; taken when the values are days. */
const DUE_TITLES = [
  'renewal',
  'renewal date',
  'renews',
  'renews on',
  'contract end',
  'contract end date',
  'agreement end',
  'end date',
  'expiry',
  'expiry date',
  'expires',
  'expires on',
  'valid until',
] as const;

/** Titles that mean the record itself, whichever the list is about. */
const NAME_TITLES = ['name', 'names', 'title', 'item'] as const;

export const KIND_LABELS: Readonly<Record<ToolKind, string>> = {
  assistant: 'Assistant',
  api: 'API',
  ide_plugin: 'IDE plugin',
  agent: 'Agent',
  mcp_server: 'MCP server',
};

export const DEPLOYMENT_LABELS: Readonly<Record<Deployment, string>> = {
  air_gapped: 'Air-gapped',
  own_cloud: 'Own cloud',
  single_tenant: 'Single tenant',
  shared_service: 'Shared service',
  consumer: 'Consumer',
  unknown: 'Unknown',
};

export const STATUS_LABELS: Readonly<Record<RegisterStatus, string>> = {
  proposed: 'Proposed',
  in_review: 'In review',
  approved: 'Approved',
  conditional: 'Conditional',
  prohibited: 'Prohibited',
  retired: 'Retired',
};

/** Fields that only a tool has; without a column of tools they fit nothing. */
export const TOOL_ONLY_FIELDS: readonly ImportField[] = ['kind', 'plan', 'versionRange', 'deployment', 'users'];

/** A title without case, marks and punctuation: "Owner e-mail:" and "owner E-Mail" are one. */
export function foldTitle(title: string): string {
  return title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const FIELD_BY_TITLE: ReadonlyMap<string, ImportField> = new Map(
  (Object.entries(TITLE_SYNONYMS) as [ImportField, readonly string[]][]).flatMap(([field, titles]) =>
    [FIELD_LABELS[field], field, ...titles].map((title) => [foldTitle(title), field] as const),
  ),
);

/** The field that a column's title means; null when it means none. */
export function findFieldByTitle(title: string): ImportField | null {
  return FIELD_BY_TITLE.get(foldTitle(title)) ?? null;
}

export function isDueTitle(title: string): boolean {
  return (DUE_TITLES as readonly string[]).includes(foldTitle(title));
}

export function isNameTitle(title: string): boolean {
  return (NAME_TITLES as readonly string[]).includes(foldTitle(title));
}
