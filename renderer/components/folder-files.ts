/** A folder that a person chose or dropped: every file in it, by its path in the folder with forward slashes. */
export interface ChosenFolder {
  name: string;
  files: { path: string; file: File }[];
}

/** What a file input for folders gave; null when the folder holds no file, or nothing was chosen. */
export function readChosenFolder(chosen: FileList | null): ChosenFolder | null {
  const files = [...(chosen ?? [])];
  const [first] = files;
  if (!first) return null;
  const [name = ''] = first.webkitRelativePath.split('/');
  return {
    name,
    files: files.map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1) || file.name, file })),
  };
}

/** The folder in what was dropped; null when it is none. It must be asked for while the drop is handled. */
export function readDroppedFolder(transfer: DataTransfer): Promise<ChosenFolder> | null {
  const [entry] = [...transfer.items].flatMap((item) => {
    const dropped = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return dropped?.isDirectory === true ? [dropped as FileSystemDirectoryEntry] : [];
  });
  return entry ? readEntries(entry) : null;
}

async function readEntries(folder: FileSystemDirectoryEntry): Promise<ChosenFolder> {
  const files: ChosenFolder['files'] = [];
  for await (const entry of walk(folder)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    files.push({ path: entry.fullPath.slice(folder.fullPath.length + 1), file });
  }
  return { name: folder.name, files };
}

async function* walk(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemFileEntry> {
  const reader = folder.createReader();
  for (;;) {
    // A reader gives its entries in parts, and an empty part at the end.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return;
    for (const entry of part) {
      if (entry.isDirectory) yield* walk(entry as FileSystemDirectoryEntry);
      else yield entry as FileSystemFileEntry;
    }
  }
}
