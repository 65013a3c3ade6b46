import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { DESKTOP_FILE_KINDS, type DesktopFile, type DesktopFileKind } from '../../shared/desktop-bridge.ts';
import { UPLOAD_LIMIT } from '../../shared/rules/file-limits.ts';
import type { CoreLink } from './core-link.ts';

/** The system's file dialogs; null and empty mean that the person cancelled. */
export interface SystemDialogs {
  openFiles(filters: { name: string; extensions: string[] }[], several: boolean): Promise<string[]>;
  saveFile(suggestedFileName: string): Promise<string | null>;
  openFolder(): Promise<string | null>;
}

const FILTERS: Readonly<Record<DesktopFileKind, { name: string; extensions: string[] }[]>> = {
  register: [{ name: 'Excel or CSV', extensions: ['xlsx', 'xls', 'ods', 'csv'] }],
  questionnaire: [{ name: 'Questionnaire', extensions: ['yaml', 'yml'] }],
  logo: [{ name: 'Picture', extensions: ['png', 'jpg', 'jpeg'] }],
  package: [{ name: 'Zip archive', extensions: ['zip'] }],
  evidence: [{ name: 'All files', extensions: ['*'] }],
};

const kindSchema = z.enum(DESKTOP_FILE_KINDS);
const nameSchema = z.string().trim().min(1).max(255);
const contentSchema = z.instanceof(ArrayBuffer).refine((content) => content.byteLength <= UPLOAD_LIMIT);
const tokensSchema = z
  .array(z.string().regex(/^[\w-]{16,64}$/))
  .min(1)
  .max(500);

interface WindowFiles {
  chooseFiles: (kind: unknown) => Promise<DesktopFile[]>;
  receiveFile: (name: unknown, content: unknown) => Promise<DesktopFile | null>;
  saveFiles: (tokens: unknown) => Promise<number>;
}

/** The bridge's operations on files, with everything that comes from the page checked. Paths stay on this side. */
export function createWindowFiles(core: Pick<CoreLink<never>, 'ask'>, dialogs: SystemDialogs): WindowFiles {
  return {
    chooseFiles: async (kind) => {
      const known = kindSchema.parse(kind);
      const paths = await dialogs.openFiles(FILTERS[known], known === 'evidence');
      const files = await Promise.all(
        paths.map((path) =>
          core.ask({ kind: 'offerFile', path, name: basename(path), mediaType: 'application/octet-stream' }),
        ),
      );
      return files.filter((file) => file !== null);
    },

    receiveFile: (name, content) =>
      core.ask({
        kind: 'receiveFile',
        name: basename(nameSchema.parse(name)),
        content: new Uint8Array(contentSchema.parse(content)),
      }),

    saveFiles: async (tokens) => {
      const wanted = tokensSchema.parse(tokens);
      const files = await Promise.all(wanted.map((token) => core.ask({ kind: 'findFile', token })));
      const named = files.filter((file) => file !== null);
      const places = await choosePlaces(named, dialogs);
      for (const { token, path } of places) await core.ask({ kind: 'saveFile', token, path });
      return places.length;
    },
  };
}

async function choosePlaces(files: readonly DesktopFile[], dialogs: SystemDialogs) {
  const [first] = files;
  if (!first) return [];
  if (files.length === 1) {
    const path = await dialogs.saveFile(basename(first.name));
    return path === null ? [] : [{ token: first.token, path }];
  }
  const folder = await dialogs.openFolder();
  if (folder === null) return [];
  const names = distinctNames(files.map((file) => basename(file.name)));
  return files.map(({ token }, index) => ({ token, path: join(folder, names[index] ?? token) }));
}

/** The names with a number where one occurs twice: "a.docx", "a (2).docx". */
function distinctNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    if (count === 1) return name;
    const extension = extname(name);
    return `${name.slice(0, name.length - extension.length)} (${count})${extension}`;
  });
}
