import type { VectorIndex } from '../../dense/vector-index.js';
import { throwIfAborted } from '../../errors.js';
import type { LexicalIndex } from '../../lexical/lexical-index.js';
import type { PaperText } from '../../paper/paper.js';
import type { PaperStore } from '../../stores/paper-store.js';
import { chooseHeadings, type Heading } from './choose.js';
import { distinctLabels } from './distinct.js';
import { readPhrases } from './phrases.js';
import { chooseRepresentatives, PAPERS_READ } from './representatives.js';
import { Spelling } from './spelling.js';
import type { TopicLabel, TopicPapers } from './topic-papers.js';
import { familiesOf, type Weights, weighTerms } from './weights.js';

export interface LabelParts {
  lexical: Pick<LexicalIndex, 'vectors'>;
  store: Pick<PaperStore, 'byKeys'>;
  dense: Pick<VectorIndex, 'pairwise'>;
}

export interface LabelOptions {
  /** Of each topic, default 10. */
  terms?: number;
  /** Of each topic at most, default 5. */
  papers?: number;
  signal?: AbortSignal | undefined;
  /** Topics done, of twice as many as there are: each is counted, then read. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Papers of a topic whose texts are read: how terms are written, and which are parts of longer ones. */
const READ = 50;
/** Siblings may want the same words: so many more are at hand than are shown. */
const SPARE = 5;

/**
 * Gives topics their terms, labels and papers. Of each topic only the most typical 150 papers are
 * looked at, so that it takes as long for 400,000 papers as for 40,000: some 20 ms a topic.
 * @param topics With no circle of parents.
 * @throws PaperkinError INTERRUPTED when `signal` is aborted.
 */
export async function labelTopics(parts: LabelParts, topics: readonly TopicPapers[], options: LabelOptions = {}): Promise<TopicLabel[]> {
  const { terms: count = 10, papers = 5, signal, onProgress } = options;
  const done = (topic: number) => {
    throwIfAborted(signal);
    onProgress?.(topic, 2 * topics.length);
  };
  const weights = await weighTerms(parts.lexical, topics, done);
  const families = familiesOf(topics);
  const everywhere = new Spelling();
  const spellings: Spelling[] = [];
  const candidates: Heading[][] = [];
  const shown: { title: string; papers: number[] }[] = [];
  for (const [topic, { keys }] of topics.entries()) {
    const spelling = new Spelling();
    const texts = await textsOf(parts.store, typicalOf(topics, families, topic));
    candidates.push(chooseHeadings(readPhrases(texts, weights[topic] as Weights, spelling), spelling, count + SPARE));
    spellings.push(spelling);
    everywhere.add(spelling);
    const typical = keys.slice(0, PAPERS_READ);
    const [first] = await textsOf(parts.store, keys.slice(0, 1));
    shown.push({ title: first?.title ?? '', papers: chooseRepresentatives(typical, await parts.dense.pairwise(typical), papers) });
    done(topics.length + topic + 1);
    // Texts are read and taken apart on this thread: others have their turn.
    await new Promise(setImmediate);
  }
  const labels = distinctLabels(candidates, familiesFromTop(families));
  return topics.map((_, topic) => {
    const spell = ({ forms }: Heading) => (spellings[topic] as Spelling).spell(forms, everywhere);
    const { title, papers } = shown[topic] as (typeof shown)[number];
    return {
      label: labels[topic]?.map(spell).join(', ') || title,
      terms: (candidates[topic] ?? []).slice(0, count).map((heading) => ({ text: spell(heading), weight: heading.weight })),
      papers,
    };
  });
}

async function textsOf(store: LabelParts['store'], keys: readonly number[]): Promise<PaperText[]> {
  return (await store.byKeys(keys)).flatMap((stored) => (stored ? [stored.paper] : []));
}

/** The most typical papers; of a topic with others below it as many of each of those. */
function typicalOf(topics: readonly TopicPapers[], families: ReturnType<typeof familiesOf>, topic: number, count = READ): number[] {
  const below = families.get(topic) ?? [];
  if (below.length < 2) return topics[topic]?.keys.slice(0, count) ?? [];
  const each = Math.ceil(count / below.length);
  return below.flatMap((child) => typicalOf(topics, families, child, each));
}

/** Siblings, each family after the one that its parent is in. */
function familiesFromTop(families: ReturnType<typeof familiesOf>): number[][] {
  const ordered: number[][] = [];
  const add = (parent: number | undefined) => {
    const siblings = families.get(parent);
    if (!siblings) return;
    ordered.push(siblings);
    for (const topic of siblings) add(topic);
  };
  add(undefined);
  return ordered;
}
