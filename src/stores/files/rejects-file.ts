import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PaperkinError } from '../../errors.js';
import { makePrivateFolder, PRIVATE_FILE } from '../../files/private-files.js';
import type { Reject, Rejects } from '../rejects-store.js';

/** What a person would look at; a file of millions of lines fills the disk instead. */
const MAX_RECORDS = 10_000;
const MAX_BYTES = 16 * 2 ** 20;
/** Of a reason and of an excerpt, in characters. */
const MAX_TEXT = 500;

/** Rejects in a file, one JSON object a line, with the line of the source and the reason. */
export class RejectsFile implements Rejects {
  readonly place: string;
  readonly #isPrivate: boolean;
  #file: FileHandle | undefined;
  #bytes: number;
  #records: number;
  #pending = '';

  private constructor(path: string, bytes: number, records: number, isPrivate: boolean) {
    this.place = path;
    this.#isPrivate = isPrivate;
    this.#bytes = bytes;
    this.#records = records;
  }

  /**
   * Keeps the first `bytes` of a file that an interrupted import left, and cuts off the rest.
   * @throws INVALID_INPUT when there is a file of that name that is no rejects file.
   */
  static async open(path: string, bytes: number, isPrivate: boolean): Promise<RejectsFile> {
    // A file of an earlier import would be taken for this one's; without rejects none is made.
    const old = await open(path, 'r+').catch(() => undefined);
    if (!old) return new RejectsFile(path, 0, 0, isPrivate);
    try {
      if (!(await isRejectsFile(old))) {
        throw new PaperkinError('INVALID_INPUT', `${path} is not a file of rejects, and would be overwritten.`, {
          value: path,
          remedy: 'Name another file for the rejects.',
        });
      }
      // Never beyond its end, which would pad it: the file may be another one than before.
      const kept = Math.min(bytes, (await old.stat()).size);
      await old.truncate(kept);
      return new RejectsFile(path, kept, await linesIn(old, kept), isPrivate);
    } finally {
      await old.close();
    }
  }

  add({ line, problem, excerpt, taken }: Reject): void {
    // Pending characters are counted as bytes: the bound is no exact one.
    if (this.#records >= MAX_RECORDS || this.#bytes + this.#pending.length >= MAX_BYTES) return;
    this.#records++;
    this.#append(line, problem.slice(0, MAX_TEXT), excerpt.slice(0, MAX_TEXT), taken);
  }

  async flush(): Promise<number> {
    if (this.#pending === '') return this.#bytes;
    if (!this.#file) {
      if (this.#isPrivate) await makePrivateFolder(dirname(this.place));
      else await mkdir(dirname(this.place), { recursive: true });
      this.#file = await open(this.place, 'a', this.#isPrivate ? PRIVATE_FILE : undefined);
    }
    const lines = Buffer.from(this.#pending);
    this.#pending = '';
    await this.#file.write(lines);
    await this.#file.sync();
    this.#bytes += lines.length;
    return this.#bytes;
  }

  async finish(rejected: number): Promise<void> {
    const more = rejected - this.#records;
    if (more <= 0) return;
    this.#append(0, `${more} more records: this file holds the first ${this.#records}`, '');
    await this.flush();
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }

  #append(line: number, problem: string, excerpt: string, taken?: true): void {
    this.#pending += `${JSON.stringify({ line, problem, excerpt, taken })}\n`;
  }
}

/** Empty, or beginning as {@link RejectsFile.add} writes a line. */
async function isRejectsFile(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(200), 0, 200, 0);
  return bytesRead === 0 || /^\{"line":\d+,"problem":"/.test(buffer.toString('utf8', 0, bytesRead));
}

async function linesIn(file: FileHandle, bytes: number): Promise<number> {
  const chunk = Buffer.alloc(65_536);
  let count = 0;
  for (let read = 0; read < bytes; ) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, read);
    if (bytesRead === 0) break;
    read += bytesRead;
    const content = chunk.subarray(0, bytesRead);
    for (let at = content.indexOf(0x0a); at >= 0; at = content.indexOf(0x0a, at + 1)) count++;
  }
  return count;
}
