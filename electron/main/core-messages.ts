import { z } from 'zod';

/** What main and the core's process say to each other beside the pages' own ports. Both ends are Assay's own code. */

const path = z.string().min(1);
const request = { requestId: z.number().int() };

const fileSchema = z.strictObject({ token: z.string(), name: z.string(), mediaType: z.string(), size: z.number() });

/** Work that main asks of the core; each is answered once, by `requestId`. */
const taskSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('start'),
    ...request,
    projectFolder: path,
    workspace: path.nullable(),
    sample: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('openWorkspace'), ...request, path }),
  z.strictObject({ kind: z.literal('offerFile'), ...request, path, name: z.string(), mediaType: z.string() }),
  z.strictObject({ kind: z.literal('receiveFile'), ...request, name: z.string(), content: z.instanceof(Uint8Array) }),
  z.strictObject({ kind: z.literal('findFile'), ...request, token: z.string() }),
  z.strictObject({ kind: z.literal('saveFile'), ...request, token: z.string(), path }),
  z.strictObject({ kind: z.literal('close'), ...request }),
]);
export type CoreTask = z.infer<typeof taskSchema>;

/** Everything that main sends. `connect` carries the port of a window. */
export const toCoreSchema = z.union([
  taskSchema,
  z.strictObject({ kind: z.literal('connect'), windowId: z.string() }),
  z.strictObject({ kind: z.literal('disconnect'), windowId: z.string() }),
  z.strictObject({ kind: z.literal('chosen'), ...request, path: path.nullable() }),
]);
export type ToCore = z.infer<typeof toCoreSchema>;

/** Everything that the core's process sends. `choose` asks main for a dialog. */
export const fromCoreSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), ...request, file: fileSchema.nullable() }),
  z.strictObject({ kind: z.literal('failed'), ...request, message: z.string() }),
  z.strictObject({ kind: z.literal('choose'), ...request, suggestedFileName: z.string().nullable() }),
]);
export type FromCore = z.infer<typeof fromCoreSchema>;
export type CoreFile = z.infer<typeof fileSchema>;
