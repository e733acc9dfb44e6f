import { randomUUID } from 'node:crypto';
import { open, rename } from 'node:fs/promises';

/** Puts a file in the place of an older one, whole or not at all, whatever happens meanwhile. The draft beside it is named after it. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  const handle = await open(draft, 'wx');
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
  await rename(draft, path);
}
