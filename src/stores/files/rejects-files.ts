import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rejects, RejectsSource, RejectsStore } from '../rejects-store.js';
import { RejectsFile } from './rejects-file.js';

/** Rejects in a folder that has a file for each source, its owner's alone; where a person names a file, it is as their umask says. */
export class RejectsFiles implements RejectsStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async open(source: RejectsSource, bytes: number, given?: string): Promise<Rejects> {
    if (given !== undefined) return RejectsFile.open(given, bytes, false);
    await removeOldRejects(this.#folder);
    return RejectsFile.open(join(this.#folder, nameFor(source)), bytes, true);
  }
}

function nameFor({ name, identity }: RejectsSource): string {
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
