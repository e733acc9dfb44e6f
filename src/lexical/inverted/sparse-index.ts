import { KeySet } from '../../paper/key-set.js';
import {
  type LexicalChange,
  type LexicalQuery,
  type ScoredKey,
  type Selection,
  type SparseVectors,
  type TermFrequency,
  UNDATED,
} from '../lexical-index.js';
import { isKind } from '../term-id.js';
import type { TermVector } from '../term-vector.js';
import { BestKeys } from './best-keys.js';
import { BLOCK_ROWS, Block, withFacets } from './block.js';
import { gather, type WeightedTerm } from './gather.js';
import { CELLS, DocumentFrequencies } from './idf.js';
import { pairwiseCosines, sparseVectors } from './pairwise.js';
import { PlaceTable } from './places.js';
import { Scorer } from './scoring.js';
import { allowedRows, mayHold } from './selecting.js';

/**
 * Postings that a question may touch, and a paper's many terms. A question of five words that half
 * of 400,000 papers have touches a million; beyond the bound the most common terms are left out,
 * which tell least. A paper is compared with those that share its rarest words: the first terms
 * whose postings fill the bound, but always a few. Among 291,983 papers that finds all but one in 1,500 of the ten
 * best by both views, and so it does with 12,000 and with 300,000 postings. By words alone every posting tells: 300,000 find
 * 97% of the ten nearest, 80,000 find 92%; hence the other bound for those who look by nothing else.
 */
const MAX_POSTINGS = { bm25: 600_000, cosine: 20_000 };
const MAX_POSTINGS_THOROUGH = { bm25: 2_000_000, cosine: 1_000_000 };
const MIN_TERMS = 8;
/** Found by words alone and by approximate lengths, then compared in full: so many at least. */
const RESCORED = 100;
/** Of a block's rows, and of a full block: with fewer papers than this it may be moved together with others. */
const MIN_LIVE = 0.5;

/** The words' index in memory: blocks of 32,768 papers. Every call blocks its thread. */
export class SparseIndex {
  #blocks: Block[];
  readonly #places = new PlaceTable();
  readonly #frequencies: DocumentFrequencies;
  /** All 0 between two questions. */
  readonly #sums = new Float32Array(BLOCK_ROWS);

  /** @param snapshot Blocks, and how many of their papers have each term. */
  constructor({ blocks, cells }: { blocks: readonly Block[]; cells: Uint32Array } = { blocks: [], cells: new Uint32Array(CELLS) }) {
    this.#blocks = [...blocks];
    this.#placeAll();
    this.#frequencies = new DocumentFrequencies(cells, this.count);
  }

  /** The sealed blocks, and how many of their papers have the terms of each cell: what a snapshot keeps. */
  sealed(): { blocks: Block[]; cells: Uint32Array } {
    const counted = new DocumentFrequencies(this.#frequencies.cells.slice(), this.count);
    const sealed = this.#blocks.filter(({ isSealed }) => isSealed);
    for (const block of this.#blocks.filter((each) => !sealed.includes(each))) {
      block.arrays.keys.forEach((key, row) => {
        if (key !== 0) counted.remove(block.idsOf(row));
      });
    }
    return { blocks: sealed, cells: counted.cells };
  }

  get count(): number {
    return this.#places.count;
  }

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  /** Papers that {@link settling} would move together, or whose blocks it would make compact. */
  get unsettled(): number {
    const blocks = new Set([...scattered(this.#blocks), ...this.#blocks.filter(needsSealing)]);
    return [...blocks].reduce((sum, { live }) => sum + live, 0);
  }

  apply(changes: readonly LexicalChange[]): void {
    for (const { key, paper } of changes) {
      const terms = paper && withFacets(paper);
      const place = this.#placeOf(key);
      // A paper changes more often in its vector than in its words.
      if (terms && place?.block.holds(place.row, paper.day, terms)) continue;
      this.#remove(key);
      if (terms) this.#add(key, paper.day, terms);
    }
  }

  select(selection: Selection): KeySet {
    const keys = new KeySet();
    for (const block of this.#blocks.filter((each) => mayHold(each, selection))) {
      const allowed = allowedRows(block, selection);
      for (let row = 0; row < allowed.length; row++) if (allowed[row] === 1) keys.add(block.arrays.keys[row] as number);
    }
    return keys;
  }

  rank(query: LexicalQuery, k: number, selection?: Selection): ScoredKey[] {
    const scorer = new Scorer(query, this.#frequencies);
    const terms = this.#withinBounds(scorer, query.thorough);
    const found = new BestKeys(Math.max(k, RESCORED));
    for (const block of this.#blocks.filter((each) => !selection || mayHold(each, selection))) {
      const allowed = selection && allowedRows(block, selection);
      gather(block, terms, this.#sums, allowed, scorer.measure === 'cosine', found);
    }
    const best = new BestKeys(k);
    for (const key of found.keys) best.add(key, this.#scoreOf(scorer, key));
    return best.sorted();
  }

  score(query: LexicalQuery, keys: ArrayLike<number>): number[] {
    const scorer = new Scorer(query, this.#frequencies);
    return Array.from(keys, (key) => this.#scoreOf(scorer, key));
  }

  pairwise(keys: readonly number[], others: readonly number[] = keys, idfExponent: 1 | 2 = 1): Float32Array {
    return pairwiseCosines(
      keys.map((key) => this.#placeOf(key)),
      others.map((key) => this.#placeOf(key)),
      this.#frequencies,
      idfExponent,
    );
  }

  vectors(keys: readonly number[]): SparseVectors {
    return sparseVectors(
      keys.map((key) => this.#placeOf(key)),
      this.#frequencies,
    );
  }

  days(keys: readonly number[]): number[] {
    return keys.map((key) => {
      const place = this.#placeOf(key);
      return place ? (place.block.arrays.days[place.row] as number) : UNDATED;
    });
  }

  frequencies(ids: readonly number[]): TermFrequency[] {
    return ids.map((id) => {
      // Both count too many: postings those that have been removed, the frequencies those of terms that share a cell.
      const posted = isKind(id, 'pair') ? Number.POSITIVE_INFINITY : this.#posted(id);
      const counted = isKind(id, 'facet') ? Number.POSITIVE_INFINITY : this.#frequencies.count(id);
      return { papers: Math.min(posted, counted), idf: this.#frequencies.idf(id) };
    });
  }

  /**
   * Moves the papers of scattered blocks together, and makes full blocks compact. Yields every
   * millisecond or so; what changes meanwhile is not lost.
   */
  *settling(): Generator<void, void> {
    const moving = new Set(scattered(this.#blocks));
    for (const block of moving) yield* this.#moveOut(block);
    if (moving.size > 0) {
      this.#blocks = this.#blocks.filter((block) => !moving.has(block));
      this.#placeAll();
    }
    for (const block of this.#blocks.filter(needsSealing)) yield* block.sealing();
  }

  /** Works out ahead what comparisons keep: the length of each paper. Yields every millisecond or so. */
  *measuring(): Generator<void, void> {
    for (const block of [...this.#blocks]) {
      for (let row = 0; row < block.rows; row++) {
        block.lengthOf(row, this.#frequencies);
        if (row % 256 === 0) yield;
      }
    }
  }

  /** Makes all blocks compact, so that they can be written. Papers that come meanwhile begin another one. */
  *sealingAll(): Generator<void, void> {
    for (const block of [...this.#blocks]) yield* block.sealing();
  }

  #add(key: number, day: number, terms: TermVector): void {
    const block = this.#open();
    const row = block.add(key, day, terms);
    this.#places.set(key, this.#blocks.length - 1, row);
    this.#frequencies.add(block.idsOf(row));
  }

  #remove(key: number): void {
    const place = this.#placeOf(key);
    if (!place) return;
    this.#frequencies.remove(place.block.idsOf(place.row));
    place.block.remove(place.row);
    this.#places.delete(key);
  }

  *#moveOut(block: Block): Generator<void, void> {
    for (let row = 0; row < block.rows; row++) {
      const key = block.arrays.keys[row] as number;
      if (key !== 0) {
        const moved = this.#open().add(key, block.arrays.days[row] as number, block.termsOf(row));
        block.remove(row);
        this.#places.set(key, this.#blocks.length - 1, moved);
      }
      if (row % 64 === 0) yield;
    }
  }

  /** The last block, which takes the next paper. */
  #open(): Block {
    const last = this.#blocks.at(-1);
    if (last && !last.isClosed) return last;
    const block = Block.empty();
    this.#blocks.push(block);
    return block;
  }

  #placeAll(): void {
    this.#blocks.forEach(({ arrays }, block) => {
      arrays.keys.forEach((key, row) => {
        if (key !== 0) this.#places.set(key, block, row);
      });
    });
  }

  #placeOf(key: number): { block: Block; row: number } | undefined {
    const place = this.#places.get(key);
    return place && { block: this.#blocks[place.block] as Block, row: place.row };
  }

  /** How many papers have a word or facet, removed ones included. */
  #posted(id: number): number {
    return this.#blocks.reduce((sum, { postings }) => sum + postings.count(id), 0);
  }

  #scoreOf(scorer: Scorer, key: number): number {
    const place = this.#placeOf(key);
    return place ? scorer.score(place.block, place.row) : 0;
  }

  /** The query's terms, the weightiest first, as many as the bound allows. */
  #withinBounds(scorer: Scorer, thorough: boolean | undefined): WeightedTerm[] {
    let left = (thorough ? MAX_POSTINGS_THOROUGH : MAX_POSTINGS)[scorer.measure];
    return scorer.findable.filter(({ id }, i) => {
      left -= this.#frequencies.count(id);
      return left >= 0 || i < (scorer.measure === 'cosine' ? MIN_TERMS : 1);
    });
  }
}

function needsSealing(block: Block): boolean {
  return block.isClosed && !block.isSealed;
}

/**
 * Blocks whose papers are to be moved together: those that lost most of them, and small ones, of
 * which each save leaves one, as soon as those that came later hold as many. So sizes double from
 * one small block to the one before, and a paper is moved a few times at most.
 */
function scattered(blocks: readonly Block[]): Block[] {
  const closed = blocks.filter(({ isClosed }) => isClosed);
  const small = closed.filter(({ live }) => live < MIN_LIVE * BLOCK_ROWS).reverse();
  let later = 0;
  let together = 0;
  small.forEach(({ live }, i) => {
    if (i > 0 && live <= later) together = i + 1;
    later += live;
  });
  const moving = new Set(small.slice(0, together));
  return closed.filter((block) => moving.has(block) || block.live < MIN_LIVE * block.rows);
}
