import { KeySet } from '../paper/key-set.js';
import { BestKeys } from './best-keys.js';
import { BLOCK_ROWS, Block } from './block.js';
import { type Entry, entryOf } from './entry.js';
import { DocumentFrequencies } from './idf.js';
import { Scorer } from './scoring.js';
import { allowedRows } from './selecting.js';
import type { ScoredKey, Selection, TermFrequency, WordsChange, WordsQuery } from './words-index.js';

/**
 * Postings that a question may touch, and a paper's many terms. A question of five words that half
 * of 400,000 papers have touches a million; beyond the bound the most common terms are left out,
 * which tell least. A paper is compared with those that share its rarest words: the first terms
 * whose postings fill the bound, but always a few.
 */
const MAX_POSTINGS = { bm25: 2_000_000, cosine: 300_000 };
const MIN_TERMS = 8;
/** Found by words alone and by approximate lengths, then compared in full: so many times as many as asked for. */
const RESCORED = 2;
/** A block that is emptier than this is moved together. */
const MIN_LIVE = 0.5;

/** Where a paper is: its block, and its row there. */
interface Place {
  block: Block;
  row: number;
}

/** The words' index in memory: blocks of 32,768 papers. Every call blocks its thread. */
export class SparseIndex {
  #blocks: Block[];
  readonly #places = new Map<number, Place>();
  readonly #frequencies = new DocumentFrequencies();

  /** @param blocks From a snapshot. */
  constructor(blocks: readonly Block[] = []) {
    this.#blocks = [...blocks];
    for (const block of blocks) {
      block.arrays.keys.forEach((key, row) => {
        if (key !== 0) this.#places.set(key, { block, row });
      });
      block.countInto(this.#frequencies);
    }
  }

  get count(): number {
    return this.#places.size;
  }

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  /** Full blocks that {@link settling} would make compact, and papers that it would move together. */
  get unsettled(): number {
    return this.#blocks.reduce((sum, block) => sum + (needsSealing(block) || needsMoving(block) ? block.live : 0), 0);
  }

  apply(changes: readonly WordsChange[]): void {
    for (const { key, paper } of changes) {
      const entry = paper && entryOf(paper);
      const place = this.#places.get(key);
      // A paper changes more often in its vector than in its words.
      if (entry && place?.block.holds(place.row, entry)) continue;
      this.#remove(key);
      if (entry) this.#add(key, entry);
    }
  }

  select(selection: Selection): KeySet {
    const keys = new KeySet();
    for (const block of this.#blocks) {
      const allowed = allowedRows(block, selection);
      for (let row = 0; row < allowed.length; row++) if (allowed[row] === 1) keys.add(block.arrays.keys[row] as number);
    }
    return keys;
  }

  rank(query: WordsQuery, k: number, selection?: Selection): ScoredKey[] {
    const scorer = new Scorer(query, this.#frequencies);
    const terms = this.#withinBounds(scorer);
    if (terms.length === 0) return [];
    const found = new BestKeys(RESCORED * k);
    const scores = new Float32Array(BLOCK_ROWS);
    for (const block of this.#blocks) {
      scores.fill(0);
      for (const { id, factor } of terms) block.postings.accumulate(id, factor, scores);
      const allowed = selection && allowedRows(block, selection);
      gather(block, scores, allowed, scorer.measure === 'cosine', found);
    }
    const best = new BestKeys(k);
    for (const { key } of found.take()) best.add(key, this.#scoreOf(scorer, key));
    return best.take();
  }

  score(query: WordsQuery, keys: readonly number[]): number[] {
    const scorer = new Scorer(query, this.#frequencies);
    return keys.map((key) => this.#scoreOf(scorer, key));
  }

  pairScores(pairs: readonly (readonly [number, number])[]): (number | undefined)[] {
    return pairs.map(([a, b]) => {
      const place = this.#places.get(a);
      if (!place || !this.#places.has(b)) return undefined;
      const { ids: all, weights: amounts } = place.block.entry(place.row);
      const ids = [...all];
      const weights = [...amounts];
      return this.#scoreOf(new Scorer({ ids, weights, measure: 'cosine' }, this.#frequencies), b);
    });
  }

  frequencies(ids: readonly number[]): TermFrequency[] {
    return ids.map((id) => ({
      papers: this.#blocks.reduce((sum, block) => sum + block.postings.count(id), 0),
      idf: this.#frequencies.idf(id),
    }));
  }

  /**
   * Makes full blocks compact, and moves the papers of blocks that are half empty. Yields every
   * millisecond or so; what changes meanwhile is not lost.
   */
  *settling(): Generator<void, void> {
    for (const block of this.#blocks) if (needsSealing(block)) yield* block.sealing();
    for (const block of this.#blocks.filter(needsMoving)) {
      yield* this.#moveOut(block);
      this.#blocks = this.#blocks.filter((each) => each !== block);
    }
  }

  /** Makes all blocks compact, so that they can be written. */
  *sealingAll(): Generator<void, void> {
    for (const block of this.#blocks) yield* block.sealing();
  }

  #add(key: number, entry: Entry): void {
    const block = this.#open();
    const row = block.add(key, entry);
    this.#places.set(key, { block, row });
    this.#frequencies.add(block.idsOf(row));
  }

  #remove(key: number): void {
    const place = this.#places.get(key);
    if (!place) return;
    this.#frequencies.remove(place.block.idsOf(place.row));
    place.block.remove(place.row);
    this.#places.delete(key);
  }

  *#moveOut(block: Block): Generator<void, void> {
    for (let row = 0; row < block.rows; row++) {
      const key = block.arrays.keys[row] as number;
      if (key === 0) continue;
      const target = this.#open();
      const moved = target.add(key, block.entry(row));
      block.remove(row);
      this.#places.set(key, { block: target, row: moved });
      if (row % 64 === 0) yield;
    }
  }

  /** The block that takes the next paper. */
  #open(): Block {
    const last = this.#blocks.at(-1);
    if (last && !last.isClosed) return last;
    const block = Block.empty();
    this.#blocks.push(block);
    return block;
  }

  #scoreOf(scorer: Scorer, key: number): number {
    const place = this.#places.get(key);
    return place ? scorer.score(place.block, place.row) : 0;
  }

  /** The query's terms, the weightiest first, as many as the bound allows. */
  #withinBounds(scorer: Scorer): { id: number; factor: number }[] {
    let left = MAX_POSTINGS[scorer.measure];
    const terms = scorer.findable;
    return terms.filter(({ id }, i) => {
      left -= this.#blocks.reduce((sum, block) => sum + block.postings.count(id), 0);
      return left >= 0 || i < (scorer.measure === 'cosine' ? MIN_TERMS : 1);
    });
  }
}

function needsSealing(block: Block): boolean {
  return block.isClosed && !block.isSealed;
}

function needsMoving(block: Block): boolean {
  return block.isSealed && block.live < MIN_LIVE * BLOCK_ROWS;
}

function gather(block: Block, scores: Float32Array, allowed: Uint8Array | undefined, byLength: boolean, found: BestKeys): void {
  const { keys, lengths } = block.arrays;
  for (let row = 0; row < block.rows; row++) {
    const sum = scores[row] as number;
    if (sum === 0) continue;
    const score = byLength ? sum / (lengths[row] as number) : sum;
    if (score < found.floor || keys[row] === 0 || allowed?.[row] === 0) continue;
    found.add(keys[row] as number, score);
  }
}
