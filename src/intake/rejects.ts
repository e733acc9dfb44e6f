import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PaperkinError } from '../errors.js';
import type { ReadProblem } from '../ingest/reader.js';
import { makePrivateFolder, PRIVATE_FILE } from '../private-files.js';

/** What an import could not take: one JSON object a line, with the line of the source and the reason. */
export class RejectsFile {
  readonly #path: string;
  readonly #isPrivate: boolean;
  #file: FileHandle | undefined;
  #bytes: number;
  #pending = '';

  private constructor(path: string, bytes: number, isPrivate: boolean) {
    this.#path = path;
    this.#isPrivate = isPrivate;
    this.#bytes = bytes;
  }

  /**
   * Keeps the first `bytes` of a file that an interrupted import left, and cuts off the rest.
   * @throws INVALID_INPUT when there is a file of that name that is no rejects file.
   */
  static async open(path: string, bytes: number, isPrivate = false): Promise<RejectsFile> {
    // A file of an earlier import would be taken for this one's; without rejects none is made.
    const old = await open(path, 'r+').catch(() => undefined);
    if (!old) return new RejectsFile(path, 0, isPrivate);
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
      return new RejectsFile(path, kept, isPrivate);
    } finally {
      await old.close();
    }
  }

  add(problem: ReadProblem): void {
    const { line, problem: reason, excerpt } = problem;
    this.#pending += `${JSON.stringify({ line, problem: reason, excerpt })}\n`;
  }

  /** Puts everything on disk; returns the size of the file in bytes. */
  async flush(): Promise<number> {
    if (this.#pending === '') return this.#bytes;
    if (!this.#file) {
      if (this.#isPrivate) await makePrivateFolder(dirname(this.#path));
      else await mkdir(dirname(this.#path), { recursive: true });
      this.#file = await open(this.#path, 'a', this.#isPrivate ? PRIVATE_FILE : undefined);
    }
    const lines = Buffer.from(this.#pending);
    this.#pending = '';
    await this.#file.write(lines);
    await this.#file.sync();
    this.#bytes += lines.length;
    return this.#bytes;
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}

/** Empty, or beginning as {@link RejectsFile.add} writes a line. */
async function isRejectsFile(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(200), 0, 200, 0);
  return bytesRead === 0 || /^\{"line":\d+,"problem":"/.test(buffer.toString('utf8', 0, bytesRead));
}
