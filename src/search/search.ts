import type { z } from 'zod';
import type { Selection } from '../lexical/lexical-index.js';
import { tokenize } from '../lexical/terms.js';
import { KeySet } from '../paper/key-set.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { Answer } from './answer.js';
import { buildPage, type Page, SPARE } from './build-page.js';
import type { CalibrationCurve } from './calibration.js';
import type { Views } from './candidates.js';
import { conditionsOf } from './conditions.js';
import { readCursor } from './cursor.js';
import { knownItems } from './known-item.js';
import { newestPage } from './newest-page.js';
import { questionOf, type searchSchema } from './query.js';
import { rankAnswers } from './rank.js';
import { type FilterSources, selectPapers } from './select-papers.js';
import { correct } from './spelling.js';
import { parseQuestion } from './syntax.js';
import { targetOfQuestion } from './targets.js';

type Store = Pick<PaperStore, 'byKeys' | 'find' | 'list' | 'sequence' | 'wordsFrom' | 'nearestWords' | 'keysOf'>;

/** Papers read to see whether they fulfil what the index cannot tell (the order of words), at most, for each that is asked for. */
const READ_FOR_ONE = 20;

/**
 * Papers that answer a question, by meaning and words: among those that fulfil its conditions, the ones that
 * it names first. A question of conditions alone is answered with the newest papers, in that order whatever the sort.
 * @throws INVALID_INPUT with the position of a slip in the question; PROFILE_NOT_FOUND, PROFILE_UNREADABLE, and of a topic in the filter TOPICS_MISSING, TOPIC_NOT_FOUND
 */
export async function search(
  { store, ...other }: { store: Store } & Omit<FilterSources, 'store'>,
  views: Views,
  query: z.output<typeof searchSchema>,
  curve: CalibrationCurve | undefined,
): Promise<Answer> {
  const { k, mode } = query;
  const question = questionOf('search', query);
  const shown = readCursor(question, query.cursor);
  const known = await knownItems(query.query, store, views.lexical);
  const asked = known.isVerbatim ? { text: known.text, required: [], excluded: [] } : parseQuestion(query.query);
  const [{ selection: conditions, matches }, filter] = await Promise.all([
    conditionsOf(asked, store),
    query.filter && selectPapers({ store, ...other }, query.filter),
  ]);
  const selection = together(conditions, filter);
  const page: Page = { ...query, question, shown, curve, matches };
  if (asked.text === '') return newestPage(store, await views.lexical.select(selection ?? {}), page, READ_FOR_ONE * k);
  const { text, corrections } = known.isVerbatim ? { text: asked.text, corrections: [] } : await correct(asked.text, views.lexical, store);
  const target = await targetOfQuestion(views, text, mode);
  const named =
    selection === undefined || known.keys.size === 0
      ? known.keys
      : new Set(await views.lexical.select({ ...selection, only: new KeySet(known.keys) }));
  const wanted = shown.size + (matches ? READ_FOR_ONE * k : k + SPARE);
  const ranked = await rankAnswers(views, target, tokenize(text).length, mode, wanted, { selection, named });
  const answer = await buildPage(store, views, ranked, page);
  return corrections.length > 0 ? { ...answer, corrections } : answer;
}

function together(conditions: Pick<Selection, 'all' | 'none'>, filter: Selection | undefined): Selection | undefined {
  const all = [...(conditions.all ?? []), ...(filter?.all ?? [])];
  const none = [...(conditions.none ?? []), ...(filter?.none ?? [])];
  if (filter === undefined && all.length === 0 && none.length === 0) return undefined;
  return { ...filter, all, none };
}
