import { z } from 'zod';
import {
  fileTokenSchema,
  idSchema,
  instantSchema,
  mutation,
  nameSchema,
  progressOf,
  query,
  sha256Schema,
  FEATURES,
} from './operation.ts';
import { newPersonSchema, personSchema } from './people.ts';

export const workspaceStatusSchema = z.strictObject({
  host: z.enum(['desktop', 'browser', 'command_line']),
  /** True when the host has its own file dialogs. */
  dialogs: z.boolean(),
  version: z.string(),
  /** Who works in this window; null until chosen. */
  person: personSchema.nullable(),
  workspace: z
    .strictObject({
      id: idSchema,
      organisation: z.string(),
      fileName: z.string(),
      sample: z.boolean(),
      createdAt: instantSchema,
      lastBackupAt: instantSchema.nullable(),
      /** Today in the workspace's calendar. */
      today: z.iso.date(),
      trail: z.strictObject({ sequence: z.number().int().min(0), hash: sha256Schema }),
    })
    .nullable(),
});
export type WorkspaceStatus = z.infer<typeof workspaceStatusSchema>;

export const workspacePlaceSchema = z.strictObject({
  token: fileTokenSchema,
  fileName: z.string(),
  organisation: z.string(),
  folderName: z.string(),
  openedAt: instantSchema.nullable(),
  available: z.boolean(),
});

export const backupSchema = z.strictObject({
  id: z.string().max(80),
  takenAt: instantSchema,
  reason: z.enum(['daily', 'before_migration', 'before_restore', 'asked']),
  /** Bytes. */
  size: z.number().int().min(0),
});

export const checkProblemSchema = z.strictObject({
  part: z.enum(['database', 'evidence', 'trail']),
  /** What is wrong and where, one sentence. */
  sentence: z.string(),
  record: z.string().nullable(),
});

const fileNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\\/:*?"<>|\p{Cc}]+$/u);

const everything = FEATURES;

export const workspace = {
  status: query.output(workspaceStatusSchema),
  /** Recent workspaces and those that lie in the usual folder. */
  places: query.output(
    z.strictObject({
      recent: z.array(workspacePlaceSchema).max(20),
      found: z.array(workspacePlaceSchema).max(100),
      folderName: z.string(),
    }),
  ),
  /** Makes a workspace, opens it, and lets its first person, a compliance officer, work in this window. */
  create: mutation(...everything)
    .input(
      z.strictObject({
        fileName: fileNameSchema,
        organisation: nameSchema,
        person: newPersonSchema.omit({ role: true }),
        /** On the desktop: ask where to put it. */
        choosePlace: z.boolean().default(false),
      }),
    )
    .output(workspaceStatusSchema.nullable()),
  /** Makes the sample workspace beside the others and opens it; nothing is left of one that was cancelled. */
  createSample: mutation(...everything).output(progressOf(workspaceStatusSchema)),
  open: mutation(...everything)
    .input(z.strictObject({ token: fileTokenSchema }))
    .output(workspaceStatusSchema),
  /** The host's own dialog; null when the person cancelled. INVALID_INPUT in a host without one. */
  choose: query.output(z.strictObject({ token: fileTokenSchema, fileName: z.string() }).nullable()),
  close: mutation(...everything).output(z.null()),
  backups: query.output(z.array(backupSchema).max(100)),
  backUp: mutation('workspace').output(backupSchema),
  /** Puts the workspace back to a backup; what was there is itself kept as a backup first. */
  restore: mutation(...everything)
    .input(z.strictObject({ backupId: z.string().max(80) }))
    .output(workspaceStatusSchema),
  /** Verifies database, evidence and trail. The first problem is the first thing wrong. */
  check: query.output(
    progressOf(
      z.strictObject({
        sound: z.boolean(),
        problems: z.array(checkProblemSchema).max(100),
        entries: z.number().int().min(0),
        evidenceFiles: z.number().int().min(0),
      }),
    ),
  ),
};
