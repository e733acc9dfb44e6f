import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PaperSource } from '../sources/paper-source.js';
import type { ImportJob } from './import-papers.js';

/**
 * Where the rejects of a source are written: where the caller says, else in the folder for them, which has a file for each source, so
 * that an import that goes on finds its own.
 */
export async function placeForRejects(
  home: string,
  source: PaperSource,
  given: string | undefined,
): Promise<Pick<ImportJob, 'rejectsPath' | 'rejectsArePrivate'>> {
  if (given !== undefined) return { rejectsPath: given, rejectsArePrivate: false };
  const folder = join(home, 'rejects');
  await removeOldRejects(folder);
  return { rejectsPath: join(folder, nameFor(source)), rejectsArePrivate: true };
}

function nameFor({ name, identity }: PaperSource): string {
  const digest = createHash('sha256')
    .update(identity ?? name)
    .digest('hex')
    .slice(0, 8);
  return `${name.replace(/[^\w.-]+/g, '-')}-${digest}.jsonl`;
}

/** Files of rejects that are kept, of the latest imports; one has 16 MB at most. */
const KEPT = 100;

/** Makes room in the folder for one more. What cannot be removed stays: no import fails for it. */
async function removeOldRejects(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.jsonl')).map((name) => join(folder, name));
  if (files.length < KEPT) return;
  const changed = await Promise.all(files.map(async (path) => ({ path, at: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0 })));
  const oldest = changed.sort((a, b) => b.at - a.at).slice(KEPT - 1);
  for (const { path } of oldest) await rm(path, { force: true }).catch(() => undefined);
}
