import type { FormatParser, ReadOptions } from '../../formats/format-parser.js';
import { paperOfRecord } from '../../formats/parsers/record.js';
import { detectFormat, PEEK_BYTES } from '../../formats/registry/detect.js';
import { type Format, parserOf } from '../../formats/registry/formats.js';
import type { PaperSource, SourceItem } from '../paper-source.js';
import { type OpenOptions, openBytes, type SourceBytes } from './open-bytes.js';
import { peek } from './peek.js';

export interface FileSourceOptions extends OpenOptions, ReadOptions {
  /** What the file is. Default: what its content tells. */
  format?: Format | undefined;
}

/**
 * Opens a file, or standard input for `-`, as a source of papers. When `signal` is aborted, its items throw INTERRUPTED.
 * @throws FILE_UNREADABLE, FORMAT_UNKNOWN, COMPRESSION_UNSUPPORTED, INTERRUPTED, INVALID_INPUT (a format that there is not)
 */
export async function openFileSource(path: string, options: FileSourceOptions = {}): Promise<PaperSource> {
  const file = await openBytes(path, options);
  try {
    const { format, bytes } = options.format === undefined ? await detected(file) : { format: options.format, bytes: file.bytes };
    return new FileSource(file, format, (await parserOf(format)).read(bytes, options));
  } catch (thrown) {
    file.close();
    throw thrown;
  }
}

/** Asked only where nobody says what it is: a pipe that brings a line now and then is read as it comes. */
async function detected(file: SourceBytes): Promise<{ format: Format; bytes: AsyncIterable<Uint8Array> }> {
  const { head, bytes } = await peek(file.bytes, PEEK_BYTES);
  return { format: await detectFormat(new TextDecoder().decode(head)), bytes };
}

/** A token is the number of the item, the format that it was read in and the state of the file: all three must be the same. */
class FileSource implements PaperSource {
  readonly name: string;
  readonly format: Format;
  readonly identity: string | undefined;
  readonly items: AsyncIterable<SourceItem>;
  readonly toPaper = paperOfRecord;
  readonly progress: SourceBytes['progress'];
  readonly #file: SourceBytes;
  readonly #read: ReturnType<FormatParser['read']>;
  #closed = false;

  constructor(file: SourceBytes, format: Format, read: ReturnType<FormatParser['read']>) {
    this.name = file.name;
    this.format = format;
    this.identity = file.identity;
    this.progress = file.progress;
    this.#file = file;
    this.#read = read;
    this.items = this.#after(0);
  }

  async resumeFrom(token: string): Promise<AsyncIterable<SourceItem> | undefined> {
    const records = Number.parseInt(token, 10);
    const isOurs = this.#file.state !== undefined && records > 0 && token === this.#token(records);
    return isOurs ? this.#after(records) : undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#file.close();
  }

  #token(records: number): string {
    return `${records} ${this.format} ${this.#file.state ?? ''}`;
  }

  async *#after(records: number): AsyncGenerator<SourceItem> {
    let read = 0;
    try {
      for await (const item of this.#read) {
        // Of a file that ended because it was closed, the rest looks like damage.
        if (this.#closed) return;
        if (++read > records) yield { ...item, token: this.#token(read) };
      }
    } catch (thrown) {
      if (!this.#closed) throw thrown;
    }
  }
}
