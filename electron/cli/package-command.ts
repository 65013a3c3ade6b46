import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PACKAGE_PROFILES, PACKAGE_PROBLEM_STATES } from '../../shared/contract/audit-package.ts';
import { countReadiness } from '../../shared/rules/audit-package/readiness.ts';
import { AssayError } from '../core/assay-error.ts';
import { unpackPackage } from '../core/features/audit-package/unpack-package.ts';
import { readArguments, readChoice, resolvePath, usageError, type Command } from './command.ts';
import { chooseWorker, finishJob, withWorkbench, type DirectClient } from './workbench-session.ts';

const NAME = 'package';

/** Every vendor of the names that were given, as the register writes them. */
async function findVendors(client: DirectClient, names: readonly string[] | undefined): Promise<string[] | null> {
  if (names === undefined) return null;
  const ids: string[] = [];
  for (const name of names) {
    const { rows } = await client.vendors.list({ search: name, limit: 100 });
    const plain = name.trim().toLowerCase();
    const found = rows.find((vendor) => vendor.name.toLowerCase() === plain || vendor.code.toLowerCase() === plain);
    if (!found) throw new AssayError('NOT_FOUND', `There is no vendor "${name}".`);
    ids.push(found.id);
  }
  return ids;
}

/** Puts a finished archive in its place, or its files beside it; half-written things are taken away. */
async function putInPlace(
  archive: string,
  place: string,
  { asZip, stop }: { asZip: boolean; stop: AbortSignal },
): Promise<void> {
  const aside = `${place}.part`;
  await rm(aside, { recursive: true, force: true });
  try {
    if (asZip) await pipeline(createReadStream(archive), createWriteStream(aside, { mode: 0o600 }), { signal: stop });
    else await unpackPackage(archive, aside, stop);
    await rm(place, { recursive: true, force: true });
    await rename(aside, place);
  } catch {
    await rm(aside, { recursive: true, force: true });
    throw new AssayError('NOT_ALLOWED_NOW', `${basename(place)} could not be written.`);
  }
}

/** `package`: the documentation that an auditor asks for, as a folder or a zip. */
export const packageCommand: Command = {
  name: NAME,
  summary: 'write the audit package as a folder or a zip',
  help: `Usage: npm run assay -- package FILE --out DIR [--zip] [--from DAY] [--to DAY] [--vendor NAME]...
         [--profile full|redacted] [--seed SEED] [--title TITLE] [--final] [--as NAME]

Writes the audit package of the workspace FILE into a folder of its own in DIR: six sections with 17 items as Word and
Excel, evidence, samples, an index, and a signed manifest with a page (verify.html) that checks it all without Assay.
What is missing, stale, unsigned or contradictory is printed, and stated in the package. The same workspace, options and
day give the same bytes.

  --out DIR             where it goes; made if it is not there
  --zip                 one zip file in place of a folder
  --from, --to DAY      the period, YYYY-MM-DD; without them this year up to today
  --vendor NAME         only tools of this vendor; may be given more than once
  --profile redacted    no names of people, no comments, no evidence files
  --seed SEED           draws the samples with the auditor's own seed, 4 to 64 letters and digits
  --title TITLE         as it stands on the covers
  --final               a final package; refused while anything is open
  --as NAME             who works; without it the first active compliance officer
`,
  async run(args, terminal) {
    const { values, positionals } = readArguments(
      args,
      NAME,
      {
        out: { type: 'string' },
        zip: { type: 'boolean' },
        from: { type: 'string' },
        to: { type: 'string' },
        vendor: { type: 'string', multiple: true },
        profile: { type: 'string' },
        seed: { type: 'string' },
        title: { type: 'string' },
        final: { type: 'boolean' },
        as: { type: 'string' },
      },
      ['FILE'],
    );
    if (values.out === undefined) throw usageError(NAME, '--out is missing.');
    const folder = resolvePath(terminal, values.out);
    const profile = readChoice(NAME, 'profile', values.profile ?? 'full', PACKAGE_PROFILES);
    await withWorkbench(async (workbench, client) => {
      await workbench.openWorkspaceFile(resolvePath(terminal, positionals[0]));
      await chooseWorker(client, values.as);
      const today = (await client.workspace.status()).workspace?.today ?? '';
      const year = today.slice(0, 4);
      const scope = {
        title: values.title ?? `Audit package ${year}`,
        period: { from: values.from ?? `${year}-01-01`, to: values.to ?? today },
        vendorIds: await findVendors(client, values.vendor),
        profile,
        seed: values.seed ?? null,
      };
      const { items } = await client.auditPackage.readiness(scope);
      const counts = countReadiness(items);
      const { made, file } = await finishJob(terminal, (options) =>
        client.auditPackage.make({ scope, final: values.final === true }, options),
      );
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const place = join(folder, values.zip === true ? file.name : basename(file.name, '.zip'));
      await putInPlace(workbench.files.find(file.token).path, place, {
        asZip: values.zip === true,
        stop: terminal.stop,
      });
      const open = PACKAGE_PROBLEM_STATES.map((state) => `${counts.byState[state]} ${state}`).join(', ');
      terminal.print(
        `${basename(place)}: ${made.files} files, ${counts.ready} of ${items.length} items ready; ${open}.`,
      );
      terminal.print(`Manifest ${made.manifestSha256}`);
      terminal.print(`Key      ${made.keySha256}`);
      terminal.print(`Written into ${dirname(place)}`);
    });
  },
};
