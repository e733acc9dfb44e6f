import { DerivedWorker } from '../../derived/derived-worker.js';
import { KeySet, type PlainKeySet } from '../../paper/key-set.js';
import type { LexicalChange, LexicalIndex, LexicalQuery, ScoredKey, Selection, SparseVectors, TermFrequency } from '../lexical-index.js';
import type { PlainSelection } from './lexical-worker.js';

export interface WorkerLexicalIndexOptions {
  /** Of the definition of terms. */
  identity: string;
  /** Where the snapshot lies. */
  folder: string;
}

/** The words' index in a worker thread, with its snapshot. Lists of numbers cross as typed arrays: as plain ones they take longer than the work. */
export class WorkerLexicalIndex extends DerivedWorker<LexicalChange> implements LexicalIndex {
  constructor(options: WorkerLexicalIndexOptions) {
    super('words', new URL('./lexical-worker.js', import.meta.url), options);
  }

  async select(selection: Selection): Promise<KeySet> {
    return KeySet.from(await this.channel.call<PlainKeySet>('select', plain(selection)));
  }

  async rank(query: LexicalQuery, k: number, selection?: Selection): Promise<ScoredKey[]> {
    const message = { query: packed(query), k, selection: selection && plain(selection) };
    const { keys, scores } = await this.channel.call<{ keys: Uint32Array; scores: Float64Array }>('rank', message);
    return Array.from(keys, (key, i) => ({ key, score: scores[i] as number }));
  }

  async score(query: LexicalQuery, keys: readonly number[]): Promise<number[]> {
    return [...(await this.channel.call<Float64Array>('score', { query: packed(query), keys: Uint32Array.from(keys) }))];
  }

  pairwise(keys: readonly number[], others?: readonly number[], idfExponent?: 1 | 2): Promise<Float32Array> {
    return this.channel.call('pairwise', { keys, others, idfExponent });
  }

  vectors(keys: readonly number[]): Promise<SparseVectors> {
    return this.channel.call('vectors', keys);
  }

  days(keys: readonly number[]): Promise<number[]> {
    return this.channel.call('days', keys);
  }

  frequencies(ids: readonly number[]): Promise<TermFrequency[]> {
    return this.channel.call('frequencies', ids);
  }
}

function plain({ only, except, ...rest }: Selection): PlainSelection {
  return { ...rest, only: only?.plain(), except: except?.plain() };
}

function packed(query: LexicalQuery): LexicalQuery {
  return { ...query, ids: Uint32Array.from(query.ids), weights: Float64Array.from(query.weights) };
}
