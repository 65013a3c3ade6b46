import { addEvidence, type Company } from './sample-work.ts';

const MATTER = 'Customer inquiry 2026-07, deleted prompts';

async function addFile({ workbench }: Company, name: string, text: string): Promise<string> {
  const file = await workbench.files.receive(
    name,
    (async function* () {
      yield Buffer.from(text);
    })(),
  );
  return file.token;
}

/** Logs of a trial that had to be kept for six months: a year later their file may go. */
export async function keepTrialLogs(company: Company): Promise<void> {
  const { as, vendorIds } = company;
  const lines = Array.from({ length: 40 }, (_, index) => `trial-user-${index + 1},signed in,allowed`);
  await as.mara.evidence.add({
    title: 'Access log of the trial accounts',
    kind: 'export',
    state: 'documented',
    control: 'V-SEC-2',
    vendorId: vendorIds.get('Harrow AI') ?? null,
    source: 'Harrow admin console',
    sourceQuery: 'Audit log, group "trial", all events, 1 to 30 of the trial',
    collectedHow: 'exported',
    originalPlace: 'Harrow admin console, kept there for 90 days',
    retentionRules: ['ai_act_log'],
    note: 'No entry names a real person.',
    fileToken: await addFile(company, 'trial-access-log.csv', `account,event,result\n${lines.join('\n')}\n`),
  });
}

async function findPiece({ as }: Company, search: string): Promise<string> {
  const { rows } = await as.mara.evidence.list({ search, limit: 1 });
  const [piece] = rows;
  if (!piece) throw new Error(`The sample has no evidence "${search}"`);
  return piece.id;
}

/** Two pieces on hold for a matter, one that was, and a copy for the auditor without names. */
export async function holdSampleEvidence(company: Company): Promise<void> {
  const { as, clock } = company;
  const deletion = await findPiece(company, 'Deletion procedure');
  const notice = await findPiece(company, 'Business privacy notice');
  await as.tomas.evidence.placeHold({
    evidenceIds: [deletion, notice],
    matter: MATTER,
    reason: 'Counsel asked to keep what Harrow said about deletion until the inquiry is answered.',
  });
  const letter = await findPiece(company, 'Penetration test letter');
  await as.tomas.evidence.placeHold({
    evidenceIds: [letter],
    matter: 'Renewal of the cyber insurance',
    reason: 'The insurer wanted to see it unchanged.',
  });
  const redacted = await addEvidence(company, 'Harrow AI', 'V-SEC-2', {
    title: 'Penetration test letter, copy for the auditor',
    kind: 'letter',
    state: 'documented',
    datedAgo: 40,
  });
  const { revision } = await as.tomas.evidence.get({ evidenceId: redacted });
  await as.tomas.evidence.update({
    evidenceId: redacted,
    revision,
    changes: { redactions: 'Names of the testers and two host names.', collectedHow: 'written_here' },
  });
  clock.goTo(6);
  const { holds } = await as.ines.evidence.get({ evidenceId: letter });
  const [hold] = holds;
  if (hold) await as.ines.evidence.liftHold({ holdId: hold.id, reason: 'The policy was renewed.' });
}

/** Destroys the file of the trial's logs, since nothing wants it kept any longer. */
export async function disposeOfTrialLogs(company: Company): Promise<void> {
  const { as } = company;
  const evidenceId = await findPiece(company, 'Access log of the trial');
  const { revision } = await as.ines.evidence.get({ evidenceId });
  const reason = 'Kept for six months as the AI Act asks of a deployer; the trial is over and nothing rests on it.';
  await as.ines.evidence.dispose({ evidenceId, revision, reason });
}
