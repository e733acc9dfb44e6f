import type { z } from 'zod';
import { PaperkinError } from '../errors.js';
import { dayOf } from '../lexical/facets.js';
import { type Selection, UNDATED } from '../lexical/lexical-index.js';
import type { StoredPaper } from '../paper/paper.js';
import { findPapers } from '../stores/find-papers.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { Answer } from './answer.js';
import { buildPage, SPARE } from './build-page.js';
import type { CalibrationCurve } from './calibration.js';
import type { Views } from './candidates.js';
import { readCursor } from './cursor.js';
import { questionOf, type similarSchema } from './query.js';
import { rankByBest, rankLike } from './rank.js';
import { type FilterSources, selectPapers } from './select-papers.js';
import { averaged, targetOfText, targetsOfPapers } from './targets.js';

type Seeds = Pick<PaperStore, 'find' | 'byKeys' | 'sequence' | 'terms' | 'keysOf'>;

/**
 * Papers like these papers, or like a text, and unlike others, by meaning and words. Never the seeds themselves. Another version of a
 * seed appears where it is a record of its own: two arXiv ids, say, are never one work.
 * @throws PAPER_NOT_FOUND naming the seeds that are not here; INVALID_INPUT when one has no date and `when` needs it;
 *   PROFILE_NOT_FOUND, PROFILE_UNREADABLE, and of a topic in the filter TOPICS_MISSING, TOPIC_NOT_FOUND
 */
export async function similar(
  { store, ...other }: { store: Seeds } & Omit<FilterSources, 'store'>,
  views: Views,
  query: z.output<typeof similarSchema>,
  curve: CalibrationCurve | undefined,
): Promise<Answer> {
  const { ids = [], unlike = [], text, k, mode, filter, when, strategy } = query;
  const question = questionOf('similar', query);
  const shown = readCursor(question, query.cursor);
  const [seeds, against] = await Promise.all([findPapers(store, ids), findPapers(store, unlike)]);
  const examples = {
    like: [...(await targetsOfPapers(store, views, seeds)), ...(text === undefined ? [] : [await targetOfText(views, text)])],
    unlike: await targetsOfPapers(store, views, against),
  };
  const allowed = filter && (await selectPapers({ store, ...other }, filter));
  const selection = when === undefined ? allowed : within(allowed, daysFrom(when, seeds));
  const own = new Set([...seeds, ...against].map(({ key }) => key));
  const both = against.find(({ key }) => seeds.some((seed) => seed.key === key));
  if (both) throw new PaperkinError('INVALID_INPUT', `unlike: ${both.paper.id} is among the papers to be like.`, { value: both.paper.id });
  const wanted = k + own.size + shown.size + SPARE;
  const found =
    strategy === 'best_score'
      ? await rankByBest(views, examples, mode, wanted, selection)
      : await rankLike(views, averaged(examples), mode, wanted, { selection });
  const ranked = found.filter(({ key }) => !own.has(key));
  return buildPage(store, views, ranked, { ...query, question, shown, curve });
}

/**
 * Before the first of the seeds, or after the last.
 * @throws INVALID_INPUT when a seed has no date.
 */
function daysFrom(when: 'earlier' | 'later', seeds: readonly StoredPaper[]): { from: number; to: number } {
  const undated = seeds.find(({ paper }) => paper.published === undefined);
  if (undated) {
    const remedy = 'Leave out "when", or give a filter with dates instead.';
    throw new PaperkinError('INVALID_INPUT', `when: it is not known when ${undated.paper.id} was published.`, { value: when, remedy });
  }
  const days = seeds.map(({ paper }) => dayOf(paper));
  return when === 'earlier' ? { from: UNDATED, to: Math.min(...days) - 1 } : { from: Math.max(...days) + 1, to: Number.MAX_SAFE_INTEGER };
}

function within(selection: Selection | undefined, days: { from: number; to: number }): Selection {
  const { from, to } = selection?.days ?? days;
  return { ...selection, days: { from: Math.max(from, days.from), to: Math.min(to, days.to) } };
}
