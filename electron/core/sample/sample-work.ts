import { Readable } from 'node:stream';
import { createRouterClient } from '@orpc/server';
import type { Clock } from '../ports.ts';
import type { Workbench } from '../workbench.ts';
import type { SampleAnswers } from './sample-answers.ts';
import type { SamplePerson } from './sample-company.ts';
import { makeSampleDocument } from './sample-documents.ts';

/** In milliseconds. */
export const DAY = 86_400_000;

/** The clock that the sample moves through its own past. */
export interface SampleClock extends Clock {
  /** This hour of so many days before today. */
  goTo(daysAgo: number): void;
}

/** One person's window. */
export type Client = ReturnType<typeof openClient>;

/** A window of a person of the sample. */
export function openClient(workbench: Workbench, person: string, step: () => Promise<void>) {
  return createRouterClient(workbench.router, {
    context: () => workbench.openWindow(`sample-${person}`),
    interceptors: [
      async (call) => {
        await step();
        return call.next();
      },
    ],
  });
}

/** The sample company while it is made. */
export interface Company {
  workbench: Workbench;
  clock: SampleClock;
  /** Each person's own window, so that every entry of the trail has the right name. */
  as: Readonly<Record<SamplePerson, Client>>;
  personIds: Readonly<Record<SamplePerson, string>>;
  toolIds: Map<string, string>;
  vendorIds: Map<string, string>;
  /** Pieces of evidence that stand behind the adoption of several tools, by their title. */
  adoptionEvidence: Map<string, string>;
  /** By vendor and kind. */
  agreementIds: Map<string, string>;
  dayIn: (days: number) => string;
}

/** A piece of evidence with a file made for it, collected now and dated so many days before. */
export async function addEvidence(
  company: Company,
  vendorName: string,
  questionId: string,
  sample: SampleAnswers[string]['evidence'][number],
) {
  const { workbench, clock, as, vendorIds } = company;
  const collectedOn = clock.now().getTime();
  const datedOn = new Date(collectedOn - sample.datedAgo * DAY).toISOString().slice(0, 10);
  const { name, content } = makeSampleDocument({ ...sample, source: vendorName, datedOn });
  const file = sample.state === 'claimed' ? null : await workbench.files.receive(name, Readable.from([content]));
  const added = await as.mara.evidence.add({
    title: sample.title,
    kind: sample.kind,
    state: sample.state,
    datedOn,
    source: vendorName,
    control: questionId,
    vendorId: vendorIds.get(vendorName) ?? null,
    fileToken: file?.token ?? null,
  });
  return added.id;
}
