import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { z } from 'zod';
import { PaperkinError } from '../errors.js';
import { parseJson } from '../input/parse-json.js';
import { JsonFile } from './json-file.js';
import { makePrivateFolder } from './private-files.js';

const CHECKSUM = 'crc32';

/**
 * A file that can be made anew: whatever is wrong with it, it is as good as not there. It carries the CRC-32 of the rest of itself, so
 * that a damaged digit is no other value; files of older versions carry none and are taken as they are.
 */
export class DerivedFile<T extends object> extends JsonFile<T> {
  readonly #schema: z.ZodType<T>;

  constructor(path: string, schema: z.ZodType<T>) {
    super(path);
    this.#schema = schema;
  }

  /** @returns null where there is none, it is damaged, or it has another form */
  override async read(): Promise<T | null> {
    return await super.read().catch(() => null);
  }

  /** Makes its folder where it is missing. */
  override async write(data: T): Promise<void> {
    await makePrivateFolder(dirname(this.path));
    await super.write(data);
  }

  protected parse(bytes: Buffer): T {
    const { [CHECKSUM]: checksum, ...value } = parseJson(bytes.toString('utf8')) as Record<string, unknown>;
    if (checksum !== undefined && checksum !== crc32(JSON.stringify(value))) throw this.unreadable('is damaged');
    return this.#schema.parse(value);
  }

  protected format(data: T): string {
    return JSON.stringify({ ...data, [CHECKSUM]: crc32(JSON.stringify(data)) });
  }

  protected unreadable(problem: string, cause?: unknown): PaperkinError {
    return new PaperkinError('FILE_UNREADABLE', `${this.path} ${problem}.`, { value: this.path, cause });
  }
}
