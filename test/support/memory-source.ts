import { setTimeout as pause } from 'node:timers/promises';
import type { ReadItem } from '../../src/formats/format-parser.js';
import { paperOfRecord } from '../../src/formats/parsers/record.js';
import type { PaperSource, SourceItem } from '../../src/sources/paper-source.js';

export interface MemoryOptions {
  name?: string | undefined;
  /** A token of another state is not taken. */
  state?: string | undefined;
  toPaper?: PaperSource['toPaper'] | undefined;
}

/** Records that are no file: made by a function, each with a token that tells nothing to whoever looks at it. */
export class MemorySource implements PaperSource {
  readonly name: string;
  readonly format = 'memory';
  readonly identity: string;
  readonly items: AsyncIterable<SourceItem>;
  readonly toPaper: PaperSource['toPaper'];
  readonly #records: AsyncIterable<ReadItem>;
  readonly #state: string;
  readonly #closing = new AbortController();

  constructor(records: AsyncIterable<ReadItem>, { name = 'memory', state = 'first', toPaper = paperOfRecord }: MemoryOptions = {}) {
    this.name = name;
    this.identity = `memory:${name}`;
    this.toPaper = toPaper;
    this.#records = records;
    this.#state = state;
    this.items = this.#after(0);
  }

  async resumeFrom(token: string): Promise<AsyncIterable<SourceItem> | undefined> {
    const [identity, state, number] = Buffer.from(token, 'base64url').toString().split(' ');
    return identity === this.identity && state === this.#state ? this.#after(Number(number)) : undefined;
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  async *#after(number: number): AsyncGenerator<SourceItem> {
    const { signal } = this.#closing;
    const closed = new Promise<'closed'>((resolve) => signal.addEventListener('abort', () => resolve('closed'), { once: true }));
    const records = this.#records[Symbol.asyncIterator]();
    for (let read = 1; !signal.aborted; read++) {
      const next = await Promise.race([closed, records.next()]);
      if (next === 'closed' || next.done) return;
      if (read > number) yield { ...next.value, token: Buffer.from(`${this.identity} ${this.#state} ${read}`).toString('base64url') };
    }
  }
}

/** The items, and then a wait for more, as of a slow pipe. */
export async function* slowly(items: readonly ReadItem[]): AsyncGenerator<ReadItem> {
  yield* items;
  await pause(60_000, undefined, { ref: false });
}
