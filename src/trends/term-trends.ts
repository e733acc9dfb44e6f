import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../errors.js';
import { sampleOf } from '../numeric/random.js';
import type { Views } from '../search/candidates.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { KeptTerms } from '../stores/term-trends-store.js';
import type { Change, TermTrend } from './answer.js';
import { strataOf, strataSeries } from './categories.js';
import { changesOfMany, strongest, windowsOf } from './change.js';
import { echoesOf, writtenNames } from './echoes.js';
import { presentChange, presentTimeline, presentWindows } from './present.js';
import { DIRECTIONS, MOST_TERMS } from './query.js';
import { standardisedWhole } from './standardised.js';
import { surfaceOf } from './term-names.js';
import { termSeries } from './term-series.js';
import type { TermSeries } from './term-table.js';
import type { Timeline } from './timeline.js';
import { timelineOfPapers } from './topic-series.js';
import { topicalities } from './topicality.js';

export interface TermParts {
  store: Pick<PaperStore, 'byKeys'>;
  dense: Pick<Views['dense'], 'roughVectors'>;
  lexical: Pick<Views['lexical'], 'select' | 'vectors' | 'days' | 'size'>;
}

export interface TermWork {
  signal?: AbortSignal | undefined;
  /** Papers whose terms have been counted. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
}

/** What was counted, before it is known how fresh it is. */
export type CountedTerms = Pick<KeptTerms, 'timeline' | 'compared' | 'tested' | 'rising' | 'falling'>;

/** Papers that say what categories there are, and how alike papers are that have nothing in common. */
const SAMPLE = 1_000;
const OTHERS = 300;
const SEED = 1;
/** Terms whose topicality is measured, of those that rise and of those that fall. */
const CANDIDATES = 3_000;
/** As echoes are put together afterwards, more terms are named than are kept. */
const NAMED = 2;
/** Less topical terms are manners of writing, see `topicalities`. Papers of one topic are alike already. */
const TOPICAL = { all: 0.1, inTopic: 0.05 } as const;
/** Papers of a window that a term needs: in a small corpus fewer. */
const LEAST = { usual: 20, small: 8 } as const;
const SMALL = 10_000;
const EXAMPLES = 3;

/**
 * The terms that rise and fall most within some papers, as told: those of a subject, measured within categories, echoes put together.
 * @param isTopic Whether the papers are those of one topic.
 * @throws INTERRUPTED
 */
export async function countedTerms(parts: TermParts, keys: readonly number[], isTopic: boolean, work: TermWork): Promise<CountedTerms> {
  const { lexical, store } = parts;
  const { papers, timeline } = await timelineOfPapers(lexical, keys, { period: 'week' });
  const windows = windowsOf(timeline);
  const told = { timeline: presentTimeline(timeline), tested: 0, rising: [], falling: [] };
  if (!windows) return told;
  const strata = await strataOf(lexical, keys, await store.byKeys(sampleOf(keys, SAMPLE, SEED)), 'category');
  const least = keys.length < SMALL ? LEAST.small : LEAST.usual;
  const series = await termSeries(lexical, timeline, windows, papers, { ...work, least, strata: strata.of });
  const wholes = strataSeries(timeline, papers.days, strata);
  const wholeOf = (row: number) => standardisedWhole(wholes, [...(series[row] as TermSeries).strata], windows);
  const changes = await changesOfMany(
    timeline,
    series.map(({ counts }) => counts),
    { wholeOf, signal: work.signal },
  );
  const tested = changes.filter(({ direction }) => direction !== 'unknown').length;
  const others = sampleOf(keys, OTHERS, SEED);
  const found = { ...told, compared: presentWindows(windows, timeline), tested, rising: [] as TermTrend[], falling: [] as TermTrend[] };
  for (const direction of DIRECTIONS) {
    throwIfAborted(work.signal);
    const some = strongest(changes, direction).slice(0, CANDIDATES);
    const topical = await topicalities(
      parts.dense,
      some.map((row) => (series[row] as TermSeries).examples),
      others,
    );
    const cut = isTopic ? TOPICAL.inTopic : TOPICAL.all;
    const ranked = strongest(
      some.map((row) => changes[row] as Change),
      direction,
      topical.map((much) => (much < cut ? 0 : much)),
    );
    const rows = ranked.slice(0, NAMED * MOST_TERMS).map((place): Counted => {
      const row = some[place] as number;
      return { ...(series[row] as TermSeries), change: changes[row] as Change, topicality: topical[place] as number };
    });
    found[direction] = await named(parts, rows, timeline);
  }
  return found;
}

type Counted = TermSeries & { change: Change; topicality: number };

/** As papers write them, echoes together. */
async function named({ store, lexical }: TermParts, rows: readonly Counted[], timeline: Timeline): Promise<TermTrend[]> {
  const keys = [...new Set(rows.flatMap(({ examples }) => examples))];
  const papers = new Map((await store.byKeys(keys)).flatMap((stored) => (stored ? [[stored.key, stored.paper] as const] : [])));
  const papersOf = ({ examples }: Counted) => examples.flatMap((key) => papers.get(key) ?? []);
  const written: (Counted & { name: string })[] = [];
  for (const row of rows) {
    const name = surfaceOf(row.id, papersOf(row));
    if (name !== undefined) written.push({ ...row, name });
    // Texts are taken apart again, some milliseconds a term.
    await setImmediate();
  }
  const groups = await echoesOf(lexical, written);
  return groups.slice(0, MOST_TERMS).map((group): TermTrend => {
    const terms = group.map((at) => written[at] as (typeof written)[number]);
    const [first] = terms as [(typeof written)[number]];
    const texts = papersOf(first).flatMap(({ title, abstract }) => [title, abstract]);
    const [term = first.name, ...also] = writtenNames(
      terms.map(({ name }) => name),
      texts,
    );
    return {
      term,
      also,
      change: presentChange(first.change, timeline),
      counts: [...first.counts],
      topicality: first.topicality,
      examples: papersOf(first)
        .slice(0, EXAMPLES)
        .map(({ id, title }) => ({ id, title })),
    };
  });
}
