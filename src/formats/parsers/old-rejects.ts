import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of rejects that are kept, of the latest imports; one has 16 MB at most. */
const KEPT = 100;

/** Makes room in the folder for one more. What cannot be removed stays: no import fails for it. */
export async function removeOldRejects(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.jsonl')).map((name) => join(folder, name));
  if (files.length < KEPT) return;
  const changed = await Promise.all(files.map(async (path) => ({ path, at: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0 })));
  const oldest = changed.sort((a, b) => b.at - a.at).slice(KEPT - 1);
  for (const { path } of oldest) await rm(path, { force: true }).catch(() => undefined);
}
