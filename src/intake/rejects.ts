import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ReadProblem } from '../ingest/reader.js';

/** What an import could not take: one JSON object a line, with the line of the source and the reason. */
export class RejectsFile {
  readonly #path: string;
  #file: FileHandle | undefined;
  #bytes: number;
  #pending = '';

  private constructor(path: string, bytes: number) {
    this.#path = path;
    this.#bytes = bytes;
  }

  /** Keeps the first `bytes` of a file that an interrupted import left, and cuts off the rest. */
  static async open(path: string, bytes: number): Promise<RejectsFile> {
    const rejects = new RejectsFile(path, bytes);
    // A file of an earlier import would be taken for this one's; without rejects none is made.
    const old = await open(path, 'r+').catch(() => undefined);
    await old?.truncate(bytes);
    await old?.close();
    return rejects;
  }

  add(problem: ReadProblem): void {
    this.#pending += `${JSON.stringify(problem)}\n`;
  }

  /** Puts everything on disk; returns the size of the file in bytes. */
  async flush(): Promise<number> {
    if (this.#pending === '') return this.#bytes;
    if (!this.#file) {
      await mkdir(dirname(this.#path), { recursive: true });
      this.#file = await open(this.#path, 'a');
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
