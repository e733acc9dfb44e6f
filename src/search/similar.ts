import type { z } from 'zod';
import { documentText } from '../embedding/embedder.js';
import { PaperkinError } from '../errors.js';
import type { PaperText, StoredPaper } from '../paper/paper.js';
import type { PaperStore } from '../stores/paper-store.js';
import { meanDirection } from '../vectors/math.js';
import { dayOf } from '../words/facets.js';
import { meanTerms, termVectorOf } from '../words/term-vector.js';
import { type Selection, UNDATED } from '../words/words-index.js';
import { type Answer, answerOf, NO_PARTS, type Ranked, scoreOf } from './answer.js';
import { FEEDBACK, likenessWeights } from './blend.js';
import { candidates, type Target, type Views } from './candidates.js';
import type { similarSchema } from './query.js';
import { selectPapers } from './select-papers.js';

type Seeds = Pick<PaperStore, 'find' | 'byKeys'>;

/**
 * Papers like these papers, or like a text, by meaning and words. Never the seeds themselves;
 * other versions of a seed are the same record, so they cannot appear either.
 * @throws PAPER_NOT_FOUND naming the seeds that are not here; INVALID_INPUT when one has no date and `when` needs it.
 */
export async function similar(store: Seeds, views: Views, query: z.output<typeof similarSchema>): Promise<Answer> {
  const { ids = [], text, k, mode, filter, when } = query;
  const seeds = await findAll(store, ids);
  const target = text === undefined ? await targetOfPapers(views, seeds) : await targetOfText(views, text);
  const keys = new Set(seeds.map(({ key }) => key));
  const allowed = filter && (await selectPapers(store, filter));
  const selection = when === undefined ? allowed : within(allowed, daysFrom(when, seeds));
  const found = (await candidates(views, target, mode, k + keys.size, { selection })).filter(({ key }) => !keys.has(key));
  const weights = likenessWeights(mode);
  const ranked = found.map(({ key, meaning, words }) => ({
    key,
    parts: { ...NO_PARTS, meaning: weights.meaning * meaning, words: weights.words * words },
  }));
  return answerOf(store, mode === 'hybrid' ? await withFeedback(views, target, ranked) : ranked, k);
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

/** Moves the target towards its best answers, and adds to each candidate what it has come nearer by that. */
async function withFeedback(views: Views, target: Target, ranked: readonly Ranked[]): Promise<Ranked[]> {
  const best = [...ranked].sort((a, b) => scoreOf(b.parts) - scoreOf(a.parts) || a.key - b.key).slice(0, FEEDBACK.papers);
  const vectors = (await views.meaning.vectors(best.map(({ key }) => key))).filter((vector) => vector !== undefined);
  if (vectors.length === 0) return [...ranked];
  const moved = target.vector.map(
    (x, i) => x + (FEEDBACK.share * vectors.reduce((sum, vector) => sum + (vector[i] ?? 0), 0)) / vectors.length,
  );
  const similarities = await views.meaning.similarities(
    meanDirection([moved]),
    ranked.map(({ key }) => key),
  );
  return ranked.map(({ key, parts }, i) => ({ key, parts: { ...parts, feedback: (similarities[i] ?? parts.meaning) - parts.meaning } }));
}

/** @throws PAPER_NOT_FOUND naming every id that is not here. */
export async function findAll(store: Pick<PaperStore, 'find'>, ids: readonly string[]): Promise<StoredPaper[]> {
  const found = await store.find(ids);
  const missing = ids.filter((_, i) => found[i] === undefined);
  if (missing.length > 0)
    throw new PaperkinError('PAPER_NOT_FOUND', `There is no paper ${missing.join(', ')} here.`, { value: missing[0] });
  return found.filter((paper) => paper !== undefined);
}

async function targetOfPapers(views: Views, seeds: readonly StoredPaper[]): Promise<Target> {
  const vector = meanDirection(await vectorsOf(views, seeds));
  return { vector, words: wordsOf(seeds.map(({ paper }) => paper)), foreign: false };
}

async function targetOfText({ meaning }: Views, text: string): Promise<Target> {
  const [vector] = await meaning.embed([text]);
  return { vector: vector as Float32Array, words: wordsOf([{ title: '', abstract: text }]), foreign: true };
}

function wordsOf(texts: readonly PaperText[]) {
  return { ...meanTerms(texts.map(termVectorOf)), measure: 'cosine' as const };
}

/** The seeds' vectors; one that has none yet (imported with --no-embed) is embedded for this answer. */
async function vectorsOf({ meaning }: Views, seeds: readonly StoredPaper[]): Promise<Float32Array[]> {
  const known = await meaning.vectors(seeds.map(({ key }) => key));
  const lacking = seeds.filter((_, i) => known[i] === undefined);
  const made = lacking.length === 0 ? [] : await meaning.embed(lacking.map(({ paper }) => documentText(paper)));
  return [...known.filter((vector) => vector !== undefined), ...made];
}
