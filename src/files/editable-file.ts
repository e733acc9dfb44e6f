import type { z } from 'zod';
import { type PaperkinError, unusableFile } from '../errors.js';
import { checkedJson } from '../input/checked-json.js';
import { parseJson } from '../input/parse-json.js';
import { JsonFile, type JsonFileOptions } from './json-file.js';

export interface EditableFileOptions<T> extends JsonFileOptions<T> {
  schema: z.ZodType<T>;
  /**
   * @param message with the path, and the line and the field where it is one: `…/named.json, line 3: nextId: …`
   * @param cause where the system does not let it be read
   */
  unreadable(message: string, cause?: unknown): PaperkinError;
}

/** A file that a person may edit: laid out to be read, and read with comments, trailing commas and a byte order mark. */
export class EditableFile<T> extends JsonFile<T> {
  readonly #schema: z.ZodType<T>;
  readonly #unreadable: EditableFileOptions<T>['unreadable'];

  constructor(path: string, { schema, unreadable, ...options }: EditableFileOptions<T>) {
    super(path, options);
    this.#schema = schema;
    this.#unreadable = unreadable;
  }

  protected parse(bytes: Buffer): T {
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
    const own = this.#asWeWroteIt(text);
    if (own !== undefined) return own;
    const checked = checkedJson(text, this.#schema);
    if (checked.problem === undefined) return checked.data;
    throw this.#unreadable(`${this.path}, line ${checked.line}: ${checked.problem}`);
  }

  protected format(data: T): string {
    return laidOut(data);
  }

  protected override check(data: T): T {
    return this.#schema.parse(data);
  }

  protected unreadable(problem: string, cause?: unknown): PaperkinError {
    return this.#unreadable(`${this.path} ${problem}.`, cause);
  }

  protected override unreachable(cause: unknown): PaperkinError {
    return unusableFile(this.path, 'read', cause);
  }

  /** A text that is what we would write holds nothing ambiguous, and needs no parser that counts lines: that takes three times as long. */
  #asWeWroteIt(text: string): T | undefined {
    try {
      const value = parseJson(text);
      return laidOut(value) === text ? this.#schema.parse(value) : undefined;
    } catch {
      return undefined;
    }
  }
}

function laidOut(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
