import { dayOf, facetsOf } from '../lexical/facets.js';
import type {
  LexicalChange,
  LexicalIndex,
  LexicalQuery,
  ScoredKey,
  Selection,
  SparseVectors,
  TermFrequency,
} from '../lexical/lexical-index.js';
import { TERMS_VERSION } from '../lexical/term-vector.js';
import type { KeySet } from '../paper/key-set.js';
import type { PaperStore } from '../stores/paper-store.js';
import { IndexKeeper } from './index-keeper.js';

/** Papers by their words and facts: the index of them, which follows the store. There is one, whatever model is in use. */
export class LexicalView {
  readonly keeper: IndexKeeper<LexicalChange, LexicalIndex>;

  constructor(store: Pick<PaperStore, 'epochOf' | 'paperChanges'>, index: LexicalIndex) {
    this.keeper = new IndexKeeper({
      store,
      index,
      identity: lexicalIdentity(),
      read: async (since, limit) =>
        (await store.paperChanges(TERMS_VERSION, since, limit)).map(({ key, sequence, paper, terms }) => ({
          sequence,
          change: { key, paper: paper && { terms: terms ?? textOf(paper), facets: facetsOf(paper), day: dayOf(paper) } },
        })),
    });
  }

  async select(selection: Selection): Promise<KeySet> {
    return this.keeper.ask((index) => index.select(selection));
  }

  async rank(query: LexicalQuery, k: number, selection?: Selection): Promise<ScoredKey[]> {
    return this.keeper.ask((index) => index.rank(query, k, selection));
  }

  async score(query: LexicalQuery, keys: readonly number[]): Promise<number[]> {
    return this.keeper.ask((index) => index.score(query, keys));
  }

  async pairwise(keys: readonly number[], others?: readonly number[], idfExponent?: 1 | 2): Promise<Float32Array> {
    return this.keeper.ask((index) => index.pairwise(keys, others, idfExponent));
  }

  async vectors(keys: readonly number[]): Promise<SparseVectors> {
    return this.keeper.ask((index) => index.vectors(keys));
  }

  async days(keys: readonly number[]): Promise<number[]> {
    return this.keeper.ask((index) => index.days(keys));
  }

  async frequencies(ids: readonly number[]): Promise<TermFrequency[]> {
    return this.keeper.ask((index) => index.frequencies(ids));
  }

  /** How many papers there are. */
  async size(): Promise<number> {
    return this.keeper.ask((index) => index.size());
  }

  async close(): Promise<void> {
    await this.keeper.close();
  }
}

export function lexicalIdentity(): string {
  return `words/${TERMS_VERSION}`;
}

function textOf({ title, abstract }: { title: string; abstract: string }) {
  return { title, abstract };
}
