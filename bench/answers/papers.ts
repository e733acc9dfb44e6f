import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';
import { seededOrder } from '../support/seeded.js';
import type { Asker } from './asker.js';

export const STARTER = join(PACKAGE_ROOT, 'data', 'starter.jsonl');
/** An id as arXiv gives them, which no paper has. */
export const UNKNOWN = '2401.99999';

/** What requests are made of. */
export interface Known {
  /** arXiv ids of the starter corpus, in an order that is random and always the same. */
  ids: readonly string[];
  /** Ids of the topics that were found, the largest first. */
  topics: readonly string[];
}

export async function knownBefore(ask: Asker): Promise<Known> {
  const { topics } = (await ask.unrecorded('GET', '/api/topics')).json as { topics: { id: string }[] };
  return { ids: await starterIds(), topics: topics.map(({ id }) => id) };
}

export async function starterIds(): Promise<string[]> {
  const lines = (await readFile(STARTER, 'utf8')).trimEnd().split('\n');
  const ids = lines.flatMap((line) => (JSON.parse(line) as { id?: string }).id ?? []);
  return seededOrder(ids, 'answers', (id) => id);
}
