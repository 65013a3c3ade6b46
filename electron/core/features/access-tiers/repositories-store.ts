import { sql, type Selectable } from 'kysely';
import type { Repository } from '../../../../shared/contract/access-tier-records.ts';
import { CODE_CLASSES, PCI_CLASSES } from '../../../../shared/contract/access-tier-records.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { rankWords } from '../../database/bands-sql.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import { readRegister, readRows, type Register } from '../../database/register-query.ts';
import type { Executor, Tables } from '../../database/tables.ts';

type StoredRow = Selectable<Tables['access_repositories']> & {
  tagger_name: string | null;
  tagger_initials: string | null;
};

const REGISTER: Register<StoredRow, Repository> = {
  table: 'access_repositories',
  filters: {
    id: sql.ref('access_repositories.id'),
    code: sql.ref('access_repositories.code'),
    name: sql.ref('access_repositories.name'),
    codeClass: sql.ref('access_repositories.code_class'),
    pciClass: sql.ref('access_repositories.pci_class'),
    taggedOn: sql.ref('access_repositories.tagged_on'),
    archived: sql.ref('access_repositories.archived'),
  },
  sorts: {
    codeClass: rankWords('access_repositories.code_class', CODE_CLASSES),
    pciClass: rankWords('access_repositories.pci_class', PCI_CLASSES),
  },
  searched: [
    sql.ref('access_repositories.name'),
    sql.ref('access_repositories.description'),
    sql.ref('access_repositories.code'),
  ],
  usual: sql`access_repositories.archived, access_repositories.name collate nocase`,
  rowsSql: `select access_repositories.*, people.name as tagger_name, people.initials as tagger_initials
    from json_each(?) as page join access_repositories on access_repositories.id = page.value
    left join people on people.id = access_repositories.tagged_by order by page.key`,
  toRow: (row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    description: row.description,
    codeClass: row.code_class,
    pciAnswers: JSON.parse(row.pci_answers) as Repository['pciAnswers'],
    pciClass: row.pci_class,
    pciProvisional: row.pci_provisional === 1,
    regions: JSON.parse(row.regions) as string[],
    archived: row.archived === 1,
    taggedBy: toPersonReference(row.tagged_by, row.tagger_name, row.tagger_initials),
    taggedOn: row.tagged_on,
    revision: row.revision,
  }),
};

export function selectRepositoryPage(executor: Executor, list: ListInput) {
  return readRegister(executor, REGISTER, list);
}

export async function selectRepository(executor: Executor, repositoryId: string): Promise<Repository | undefined> {
  const [repository] = await readRows(executor, REGISTER, [repositoryId]);
  return repository;
}

/** Another repository of this name, whatever the case. */
export async function selectRepositoryNamesake(
  executor: Executor,
  name: string,
  exceptId: string,
): Promise<{ code: string } | undefined> {
  return executor
    .selectFrom('access_repositories')
    .select('code')
    .where(sql<boolean>`name = ${name} collate nocase`)
    .where('id', '<>', exceptId)
    .executeTakeFirst();
}

function toColumns(repository: Repository) {
  return {
    name: repository.name,
    description: repository.description,
    code_class: repository.codeClass,
    pci_answers: JSON.stringify(repository.pciAnswers),
    pci_class: repository.pciClass,
    pci_provisional: Number(repository.pciProvisional),
    regions: JSON.stringify(repository.regions),
    archived: Number(repository.archived),
    tagged_by: repository.taggedBy?.id ?? null,
    tagged_on: repository.taggedOn,
    revision: repository.revision,
  };
}

export async function insertRepository(executor: Executor, repository: Repository): Promise<void> {
  await executor
    .insertInto('access_repositories')
    .values({ id: repository.id, code: repository.code, ...toColumns(repository) })
    .execute();
}

export async function updateRepository(executor: Executor, repository: Repository): Promise<void> {
  await executor
    .updateTable('access_repositories')
    .set(toColumns(repository))
    .where('id', '=', repository.id)
    .execute();
}
