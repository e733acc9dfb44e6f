import type { SnapshotOrigin } from '../derived-index.js';
import { KeySet, type PlainKeySet } from '../paper/key-set.js';
import { WorkerChannel } from '../worker-channel.js';
import type { ScoredKey, Selection, TermFrequency, WordsChange, WordsIndex, WordsQuery } from './words-index.js';
import type { PlainSelection } from './words-worker.js';

export interface WorkerWordsOptions {
  /** Of the definition of terms. */
  identity: string;
  /** Where the snapshot lies. */
  folder: string;
}

/** The words' index in a worker thread, with its snapshot. */
export class WorkerWords implements WordsIndex {
  readonly #channel: WorkerChannel;

  constructor(options: WorkerWordsOptions) {
    this.#channel = new WorkerChannel('words', new URL('./words-worker.js', import.meta.url), { workerData: options });
  }

  async select(selection: Selection): Promise<KeySet> {
    return KeySet.from(await this.#channel.call<PlainKeySet>('select', plain(selection)));
  }

  rank(query: WordsQuery, k: number, selection?: Selection): Promise<ScoredKey[]> {
    return this.#channel.call('rank', { query, k, selection: selection && plain(selection) });
  }

  score(query: WordsQuery, keys: readonly number[]): Promise<number[]> {
    return this.#channel.call('score', { query, keys });
  }

  pairScores(pairs: readonly (readonly [number, number])[]): Promise<(number | undefined)[]> {
    return this.#channel.call('pairScores', pairs);
  }

  frequencies(ids: readonly number[]): Promise<TermFrequency[]> {
    return this.#channel.call('frequencies', ids);
  }

  async size(): Promise<number> {
    return (await this.#count()).count;
  }

  async unsettled(): Promise<number> {
    return (await this.#count()).unsettled;
  }

  apply(changes: readonly WordsChange[]): Promise<void> {
    return this.#channel.call('apply', changes);
  }

  peek(): Promise<SnapshotOrigin | undefined> {
    return this.#channel.call('peek', undefined);
  }

  load(): Promise<SnapshotOrigin | undefined> {
    return this.#channel.call('load', undefined);
  }

  settle(): Promise<void> {
    return this.#channel.call('settle', undefined);
  }

  save(origin: SnapshotOrigin): Promise<void> {
    return this.#channel.call('save', origin);
  }

  close(): Promise<void> {
    return this.#channel.close();
  }

  #count(): Promise<{ count: number; unsettled: number }> {
    return this.#channel.call('count', undefined);
  }
}

function plain({ only, except, ...rest }: Selection): PlainSelection {
  return { ...rest, only: only?.plain(), except: except?.plain() };
}
