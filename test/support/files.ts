import type { Workbench } from '../../electron/core/workbench.ts';

/** Uploads bytes as a window would, and gives the token. */
export async function upload(workbench: Workbench, name: string, content: Uint8Array | string): Promise<string> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = await workbench.files.receive(name, oneChunk(bytes));
  return file.token;
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** What stands behind a token. */
export async function readToken(workbench: Workbench, token: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of workbench.files.read(token) as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The head of a PNG of this size, which is all that is read of it. */
export function makePngHead(width: number, height: number): Buffer {
  const head = Buffer.alloc(33);
  head.write('\u0089PNG\r\n\u001a\n', 0, 'latin1');
  head.writeUInt32BE(13, 8);
  head.write('IHDR', 12, 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}
