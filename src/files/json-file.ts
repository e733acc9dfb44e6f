import type { BigIntStats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type Adapter, Low } from 'lowdb';
import { codeOf, PaperkinError, refusedBySystem } from '../errors.js';
import { replaceFile } from './replace-file.js';

/** Bytes of a file beyond which it is neither read nor written: V8 holds a text of twice as many. */
const MAX_BYTES = 256 * 2 ** 20;

/** What files said, as long as they have not changed. */
export interface FileMemory<T> {
  get(path: string, stats: BigIntStats): T | undefined;
  set(path: string, stats: BigIntStats, data: T): void;
}

export interface JsonFileOptions<T> {
  /** Default: 256 MB. */
  maxBytes?: number;
  /** Default: none, the file is read each time. */
  memory?: FileMemory<T>;
  /** What the name of a draft has behind that of the file, where nobody else writes. Default: another one each time. */
  draft?: string;
}

/**
 * A file of JSON, there or not: lowdb's end of it. It is checked when it is read; it is replaced whole or not at all, and is its
 * owner's alone. Who changes what is there holds a lock meanwhile.
 */
export abstract class JsonFile<T> implements Adapter<T> {
  readonly path: string;
  readonly #options: JsonFileOptions<T>;

  constructor(path: string, options: JsonFileOptions<T> = {}) {
    this.path = path;
    this.#options = options;
  }

  /** What is there, to be changed and written; where there is no file, `missing`. @throws as `read` */
  async open(missing: T): Promise<Low<T>> {
    const database = new Low<T>(this, missing);
    await database.read();
    return database;
  }

  /** @returns null where there is no file. @throws what the kind of file says of one that cannot be read */
  async read(): Promise<T | null> {
    const { memory } = this.#options;
    if (memory) {
      const stats = await this.stats();
      if (stats === undefined) return null;
      const known = memory.get(this.path, stats);
      if (known !== undefined) return known;
    }
    const found = await this.bytes();
    if (found === undefined) return null;
    const data = await this.parse(found.bytes);
    memory?.set(this.path, found.stats, data);
    return data;
  }

  /** @throws INVALID_INPUT where it is larger than what can be read again */
  async write(data: T): Promise<void> {
    const { memory, draft } = this.#options;
    const checked = this.check(data);
    const text = await this.format(checked);
    const bytes = Buffer.byteLength(text);
    if (bytes > this.#maxBytes) throw this.tooLarge(`${bytes} bytes; ${this.#maxBytes} is the most`);
    const stats = await replaceFile(this.path, text, draft && `${this.path}${draft}`);
    memory?.set(this.path, stats, checked);
  }

  protected abstract parse(bytes: Buffer): T | Promise<T>;
  protected abstract format(data: T): string | Promise<string>;
  /** @param problem as in "has more than 64 MB" */
  protected abstract unreadable(problem: string, cause?: unknown): PaperkinError;

  /** What is to be written, as it is to be read again. */
  protected check(data: T): T {
    return data;
  }

  /** What is thrown where the system will not even say whether there is a file. */
  protected unreachable(cause: unknown): unknown {
    return cause;
  }

  protected tooLarge(size: string): PaperkinError {
    return new PaperkinError('INVALID_INPUT', `${this.path} would have ${size}.`, { value: this.path });
  }

  /** Undefined where there is no file. */
  protected async stats(): Promise<BigIntStats | undefined> {
    try {
      return await stat(this.path, { bigint: true });
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return undefined;
      throw this.unreachable(cause);
    }
  }

  /** Bytes and state of one and the same file, whatever is renamed into its place meanwhile; undefined where there is none. */
  protected async bytes(): Promise<{ bytes: Buffer; stats: BigIntStats } | undefined> {
    try {
      const handle = await open(this.path);
      try {
        const stats = await handle.stat({ bigint: true });
        if (stats.size > this.#maxBytes) throw this.unreadable(`has more than ${this.#maxBytes / 2 ** 20} MB`);
        return { bytes: await handle.readFile(), stats };
      } finally {
        await handle.close();
      }
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return undefined;
      if (cause instanceof PaperkinError) throw cause;
      throw refusedBySystem(cause, this.path) ?? this.unreadable(`cannot be read (${codeOf(cause)})`, cause);
    }
  }

  get #maxBytes(): number {
    return this.#options.maxBytes ?? MAX_BYTES;
  }
}
