import type { z } from 'zod';
import { documentText } from '../embedding/embedder.js';
import { PaperkinError } from '../errors.js';
import type { MeaningView } from '../indexing/meaning-view.js';
import type { StoredPaper } from '../paper/paper.js';
import type { PaperStore } from '../stores/paper-store.js';
import { meanDirection } from '../vectors/math.js';
import { type Answer, answerOf } from './answer.js';
import type { similarSchema } from './query.js';

type Seeds = Pick<PaperStore, 'find' | 'byKeys'>;
type View = Pick<MeaningView, 'embed' | 'vectors' | 'nearest'>;

/**
 * Papers like these papers, or like a text. Never the seeds themselves; other versions of a seed
 * are the same record, so they cannot appear either.
 * @throws PAPER_NOT_FOUND naming the seeds that are not here.
 */
export async function similar(store: Seeds, view: View, { ids, text, k }: z.output<typeof similarSchema>): Promise<Answer> {
  const seeds = await findAll(store, ids ?? []);
  const vectors = text === undefined ? await vectorsOf(view, seeds) : await view.embed([text]);
  const keys = new Set(seeds.map(({ key }) => key));
  return answerOf(store, await view.nearest(meanDirection(vectors), k + keys.size, { foreign: text !== undefined }), k, keys);
}

/** @throws PAPER_NOT_FOUND naming every id that is not here. */
export async function findAll(store: Pick<PaperStore, 'find'>, ids: readonly string[]): Promise<StoredPaper[]> {
  const found = await store.find(ids);
  const missing = ids.filter((_, i) => found[i] === undefined);
  if (missing.length > 0)
    throw new PaperkinError('PAPER_NOT_FOUND', `There is no paper ${missing.join(', ')} here.`, { value: missing[0] });
  return found.filter((paper) => paper !== undefined);
}

/** The seeds' vectors; one that has none yet (imported with --no-embed) is embedded for this answer. */
async function vectorsOf(view: View, seeds: readonly StoredPaper[]): Promise<Float32Array[]> {
  const known = await view.vectors(seeds.map(({ key }) => key));
  const lacking = seeds.filter((_, i) => known[i] === undefined);
  const made = lacking.length === 0 ? [] : await view.embed(lacking.map(({ paper }) => documentText(paper)));
  return [...known.filter((vector) => vector !== undefined), ...made];
}
