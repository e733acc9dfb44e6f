import { z } from 'zod';
import { PaperkinError } from '../errors.js';
import type { KeySet } from '../paper/key-set.js';
import type { Paper } from '../paper/paper.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { Views } from './candidates.js';
import type { listSchema } from './query.js';
import { type KeysOfTopic, keysOfTopics } from './select-papers.js';

export interface PaperPage {
  papers: Paper[];
  next: string | undefined;
}

interface ListParts {
  store: Pick<PaperStore, 'list' | 'byKeys'>;
  lexical: Pick<Views['lexical'], 'days'>;
  keysOfTopic: KeysOfTopic;
}

/** Where a page of a topic ended: days since 1970-01-01, and the key. */
const positionSchema = z.tuple([z.int(), z.int().nonnegative()]);

/**
 * A page of papers, newest first: of all, or of topics.
 * @throws INVALID_INPUT (a cursor of another list), TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND
 */
export async function listPapers({ store, lexical, keysOfTopic }: ListParts, query: z.output<typeof listSchema>): Promise<PaperPage> {
  const { limit, cursor, topic } = query;
  if (topic === undefined) {
    const { papers, next } = await store.list({ limit, after: cursor });
    return { papers: papers.map(({ paper }) => paper), next };
  }
  const sorted = await datedNewestFirst(lexical, await keysOfTopics(keysOfTopic, topic));
  const begin = cursor === undefined ? 0 : placeAfter(sorted, cursor);
  const page = sorted.slice(begin, begin + limit);
  const stored = await store.byKeys(page.map(({ key }) => key));
  const last = begin + limit < sorted.length ? page.at(-1) : undefined;
  return { papers: stored.flatMap((one) => (one ? [one.paper] : [])), next: last && encode([last.day, last.key]) };
}

interface Dated {
  key: number;
  day: number;
}

async function datedNewestFirst(lexical: ListParts['lexical'], set: KeySet): Promise<Dated[]> {
  const keys = [...set];
  const days = await lexical.days(keys);
  return keys.map((key, i) => ({ key, day: days[i] as number })).sort((a, b) => b.day - a.day || a.key - b.key);
}

/** Papers that have come since or have gone move nothing: the place is looked for by day and key. */
function placeAfter(sorted: readonly Dated[], cursor: string): number {
  const [day, key] = decode(cursor);
  const place = sorted.findIndex((one) => one.day < day || (one.day === day && one.key > key));
  return place < 0 ? sorted.length : place;
}

function encode(position: z.output<typeof positionSchema>): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function decode(cursor: string): z.output<typeof positionSchema> {
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new PaperkinError('INVALID_INPUT', 'The cursor is not one that a page of this topic gave.', {
      value: cursor,
      remedy: 'Leave it out to begin at the first page.',
      cause,
    });
  }
}
