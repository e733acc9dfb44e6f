import { meanDirection } from '../dense/math.js';
import type { Learner } from '../recommend/taste.js';
import type { Views } from '../search/candidates.js';
import type { PaperStore } from '../stores/paper-store.js';
import { type Ground, groundOf, upperMedian } from './ground.js';
import { learntScores, type TrainingSet } from './learning.js';
import { judged, type Marks, markedKeys } from './marks.js';
import type { NamedPapers, NamedTopic } from './named-topic.js';
import { literalOf, type Nearness, nearnessOfDescription, nearnessOfExamples, nearnessOfName } from './nearness.js';
import { thresholdCurve } from './threshold.js';
import { type Wording, wordingsOf } from './wording.js';

export interface NamedSources {
  views: Views;
  store: Pick<PaperStore, 'byKeys'>;
  /** Not that of the recommender: each topic has backgrounds of its own, and a learner keeps one. */
  learner: Pick<Learner, 'learn'>;
}

export interface NamedOptions {
  signal?: AbortSignal | undefined;
  /** 0..1, how far it has come. */
  onProgress?: ((share: number) => void) | undefined;
}

/*
 * The constants were chosen on every fourth heading of `sections`, on names whose papers were read, and with the lists of the starter
 * corpus in view (bench/topics/named.ts). Mean F1 of headings is flat around them: .25 to .30 for all that was tried.
 */
/** How much the name's words count until something is learnt, and the share of them that a member has, about. */
const WORDS = { weight: 0.5, usual: 0.4 };
/** What is learnt has at most this share of the score, half of it when it was learnt from so many papers. */
const LEARNT = { most: 0.7, half: 8 };
const ROUNDS = 3;
/** From papers this far above the threshold is learnt; those not so far below it are no random papers. */
const SURE = 0.1;
const SURE_PAPERS = { least: 3, most: 300 };
/** The surest of all say what a score of 1 is: the best as many as have the name as a phrase, within these. */
const MEASURED = { least: 3, most: 50 };
/** A phrase that fewer papers have is not taken for the usual way to say it. */
const FEW = 5;
/** Nothing scores more for being near: of papers beyond doubt none is more so. */
const MOST = 1.5;
/** What the words of a name say in standard deviations of meaning, where the surest are sought. */
const WORDS_OF_NAME = 8;
/** A name that no paper has in words is nearer to some paper than chance is among so many, by this at least; or it has no papers. */
const BEYOND_CHANCE = 4.5;
/** So many examples tell half as much as the name. */
const FEW_EXAMPLES = 4;
/** Marked papers count more than those that are taken for members. */
const MARKED = { yes: 3, no: -20 };

/** Scores of the papers of a ground, as far as they are known. */
interface Scores {
  /** How near they are to what is said, 0 to about 1. */
  own: Float64Array;
  lexical: Float64Array;
  learnt: Float64Array;
  /** How much of the score is learnt, 0..1. */
  share: number;
}

/**
 * The papers that a researcher who names a topic means, nearly all and nearly only:
 *
 *     name ─▶ nearness in both views ─▶ threshold ─▶ the surest ─▶ what these have in common ─▶ scores ─▶ threshold
 *                                                        ▲─────────────── twice more ────────────────────────┘
 *
 * The same corpus and name give the same papers, but for what the indexes round.
 * @throws what the signal is aborted with.
 */
export async function papersOfName(topic: NamedTopic, sources: NamedSources, options: NamedOptions = {}): Promise<NamedPapers> {
  const { views, store } = sources;
  const { signal, onProgress } = options;
  const marked = markedKeys(topic);
  const wordings = await wordingsOf(views, store, topic.name);
  const exampleVectors = (await views.dense.roughVectors(marked.yes)).filter((vector) => vector !== undefined);
  const centre = exampleVectors.length > 0 ? meanDirection(exampleVectors) : undefined;
  const ground = await groundFor(views, topic, wordings, [...marked.yes, ...marked.no], centre, signal);
  const rows = (keys: readonly number[]) => keys.flatMap((key) => ground.rows.get(key) ?? []);
  const marks: Marks = { yes: rows(marked.yes), no: rows(marked.no) };
  onProgress?.(0.2);
  const name = await nearnessOfName(views, ground, wordings, signal);
  const literal = literalOf(ground, wordings, FEW);
  if (marks.yes.length === 0 && literal.count === 0 && isChance(name, ground)) return { threshold: 0, papers: [], literal: 0 };
  const near = await nearnessOf(views, ground, topic, { count: exampleVectors.length, centre }, name, signal);
  const surest = ranked(near.map((value, row) => value + WORDS_OF_NAME * (name.lexical[row] as number)));
  const phrases = Math.max(...wordings.map(({ phrase }) => phrase.size));
  const scores: Scores = {
    own: scaled(near, ground, surest.slice(0, Math.max(MEASURED.least, Math.min(phrases, MEASURED.most)))),
    lexical: name.lexical.map((share) => WORDS.weight * (share - WORDS.usual)),
    learnt: new Float64Array(ground.keys.length),
    share: 0,
  };
  const thresholdOf = () => thresholdCurve(withoutWords(scores), (row) => literal.has[row] === 1).middle;
  let threshold = thresholdOf();
  for (let round = 0; round < ROUNDS; round++) {
    const taught = taughtBy(scores, threshold, marks);
    if (taught === undefined) break;
    const learnt = await learntScores(sources, ground, taught.surest, taught.unlike(ground.sample), signal);
    scores.learnt = scaled(learnt, ground, taught.best);
    scores.share = (LEARNT.most * taught.count) / (taught.count + LEARNT.half);
    threshold = thresholdOf();
    onProgress?.(0.2 + (0.7 * (round + 1)) / ROUNDS);
  }
  const papers = await judged(views, ground, marks, threshold, (row) => ({
    name: (1 - scores.share) * (scores.own[row] as number),
    words: (1 - scores.share) * (scores.lexical[row] as number),
    learnt: scores.share * (scores.learnt[row] as number),
    feedback: 0,
  }));
  onProgress?.(1);
  return { threshold, papers, literal: literal.count };
}

async function groundFor(
  views: Views,
  { description }: NamedTopic,
  wordings: readonly Wording[],
  marked: readonly number[],
  centre: Float32Array | undefined,
  signal?: AbortSignal,
): Promise<Ground> {
  const texts = [...wordings.map(({ text }) => text), ...(description ? [description] : [])];
  const vectors = await views.dense.embed(texts, { role: 'query' });
  const literal = wordings.flatMap(({ together, phrase }) => [...together, ...phrase]);
  return groundOf(views, centre ? [...vectors, centre] : vectors, [...literal, ...marked], signal);
}

/** Of random numbers so many the greatest is about this many standard deviations from the mean. */
function isChance({ nearest }: Nearness, { corpus }: Ground): boolean {
  return nearest < Math.sqrt(2 * Math.log(Math.max(2, corpus))) + BEYOND_CHANCE;
}

/** The mean of what is said: by the name, the description and the examples, which count the more, the more there are. */
async function nearnessOf(
  views: Views,
  ground: Ground,
  { name: text, description }: NamedTopic,
  examples: { count: number; centre: Float32Array | undefined },
  name: Nearness,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const said = [{ values: name.dense, weight: 1 }];
  if (description) said.push({ values: await nearnessOfDescription(views, ground, `${text}. ${description}`, signal), weight: 1 });
  if (examples.centre) {
    const weight = examples.count / (examples.count + FEW_EXAMPLES);
    said.push({ values: await nearnessOfExamples(views, ground, examples.centre, signal), weight });
  }
  const total = said.reduce((sum, { weight }) => sum + weight, 0);
  return name.dense.map((_, row) => said.reduce((sum, { values, weight }) => sum + weight * (values[row] as number), 0) / total);
}

/** So that the median of random papers is 0, and that of `surest` 1. */
function scaled(values: Float64Array, { sample }: Ground, surest: readonly number[]): Float64Array {
  const [low, high] = [sample, surest].map((rows) => upperMedian(rows.map((row) => values[row] as number))) as [number, number];
  const range = high - low > 0 ? high - low : 1;
  return values.map((value) => Math.min(MOST, (value - low) / range));
}

function withoutWords({ own, learnt, share }: Scores): Float64Array {
  return own.map((value, row) => (1 - share) * value + share * (learnt[row] as number));
}

/** Rows, the best first. */
function ranked(scores: Float64Array): number[] {
  return Array.from(scores.keys()).sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
}

/** What there is to be learnt from: the papers that are surely in, and those that were marked. Undefined: too few. */
function taughtBy(scores: Scores, threshold: number, { yes, no }: Marks) {
  const total = withoutWords(scores).map((value, row) => value + (1 - scores.share) * (scores.lexical[row] as number));
  const marked = new Set([...yes, ...no]);
  const isSure = (row: number) => (total[row] as number) > threshold + SURE && !marked.has(row);
  const sure = ranked(total).filter(isSure).slice(0, SURE_PAPERS.most);
  const count = sure.length + yes.length;
  if (count < SURE_PAPERS.least) return undefined;
  const surest: TrainingSet = {
    rows: [...sure, ...yes, ...no],
    weights: [...sure.map((row) => Math.min(1, total[row] as number)), ...yes.map(() => MARKED.yes), ...no.map(() => MARKED.no)],
    marked: yes.length + no.length,
  };
  const best = [...yes, ...sure].slice(0, MEASURED.most);
  const unlike = (rows: readonly number[]) => rows.filter((row) => (total[row] as number) < threshold - SURE && !marked.has(row));
  return { surest, count, best, unlike };
}
