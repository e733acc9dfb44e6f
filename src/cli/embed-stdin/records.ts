import { z } from 'zod';
import { documentText } from '../../embedding/embedder.js';
import { asPaperkinError, codeOf, PaperkinError } from '../../errors.js';
import { parseJson } from '../../input/parse-json.js';
import { readLineBatches } from './lines.js';

/** What becomes a row. */
export interface TextRecord {
  text: string;
  /** Given back with the vector. */
  id?: string | number | undefined;
}

export const INPUTS = ['text', 'jsonl'] as const;
export type Input = (typeof INPUTS)[number];

/** Blank lines in front that are held until one tells what the input is; texts have no such beginning by the thousand. */
const MAX_BLANK_LINES = 1_000;
/** The tokeniser reads no further for any model of up to 32,768 tokens; what is held of a window of whole books stays bounded. */
const MAX_TEXT_CHARACTERS = 1 << 18;
/** A first line that someone meant as JSON, but for a fault or a line break. */
const LIKE_JSON = /^\s*(?:\{\s*(?:"|$)|\[\s*(?:[{"]|$))/;

const REMEDY = 'Give a JSON string a line, or an object with "text", or with "title" and "abstract"; or say --input text for plain lines.';

const id = z.custom<string | number | null | undefined>(canBeGivenBack, 'is no string, and no number that could be given back as it is');
const text = z.string('is not a string').nullish();
const recordSchema = z.object({
  id: id.optional(),
  text,
  title: text,
  abstract: text,
});

/**
 * The records of an input of any length, one a line. Where the input fails, the records end
 * without an error and `problem` says why, so that those before it are still embedded and written.
 */
export class TextRecords implements AsyncIterable<TextRecord> {
  /** What the lines are; undefined until that is known. */
  input: Input | undefined;
  problem: unknown;
  /** The first line looks like JSON that went wrong, and is taken as a text. */
  doubtful = false;
  readonly #bytes: AsyncIterable<Uint8Array>;

  constructor(bytes: AsyncIterable<Uint8Array>, input?: Input) {
    this.#bytes = bytes;
    this.input = input;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TextRecord> {
    try {
      let number = 0;
      for await (const lines of this.#lines()) {
        for (const line of lines) {
          number++;
          if (this.input === 'text') yield { text: short(line) };
          else if (line.trim() !== '') yield parsed(line, number);
        }
      }
    } catch (thrown) {
      this.problem = codeOf(thrown) === '' ? thrown : unreadable(thrown);
    }
  }

  /** The lines, with `input` told before the first of them. */
  async *#lines(): AsyncGenerator<string[]> {
    let held: string[] = [];
    for await (const lines of readLineBatches(this.#bytes)) {
      if (this.input !== undefined) {
        yield lines;
        continue;
      }
      held = held.concat(lines);
      const first = held.find((line) => line.trim() !== '');
      if (first === undefined && held.length < MAX_BLANK_LINES) continue;
      this.#tell(first);
      yield held;
      held = [];
    }
    if (held.length === 0) return;
    this.#tell('');
    yield held;
  }

  #tell(first = ''): void {
    this.input = isRecord(first) ? 'jsonl' : 'text';
    this.doubtful = this.input === 'text' && LIKE_JSON.test(first);
  }
}

/** An integer beyond the safe ones comes out of JSON as another one, and a number beyond all as Infinity. */
function canBeGivenBack(id: unknown): boolean {
  if (typeof id === 'number') return Number.isSafeInteger(id) || (Number.isFinite(id) && !Number.isInteger(id));
  return id === null || id === undefined || typeof id === 'string';
}

function isRecord(line: string): boolean {
  if (!/^\s*[{"]/.test(line)) return false;
  try {
    parseJson(line);
    return true;
  } catch {
    return false;
  }
}

/** @throws INVALID_INPUT naming the line and what is wrong with it. */
function parsed(line: string, number: number): TextRecord {
  let json: unknown;
  try {
    json = parseJson(line);
  } catch (cause) {
    throw wrong(line, number, `is not JSON: ${asPaperkinError(cause).message}`);
  }
  if (typeof json === 'string') return { text: short(json) };
  const { data, error } = recordSchema.safeParse(json);
  if (error) {
    const [issue] = error.issues;
    throw wrong(
      line,
      number,
      issue?.path.length ? `has "${issue.path.join('.')}" that ${issue.message}` : 'is no JSON string and no JSON object',
    );
  }
  const id = data.id ?? undefined;
  if (typeof data.text === 'string') return { id, text: short(data.text) };
  if (typeof data.title === 'string') return { id, text: short(documentText({ title: data.title, abstract: data.abstract ?? '' })) };
  throw wrong(line, number, 'has neither "text" nor "title"');
}

function wrong(line: string, number: number, problem: string): PaperkinError {
  return new PaperkinError('INVALID_INPUT', `Line ${number} of the input ${problem}.`, { value: line, remedy: REMEDY });
}

function short(whole: string): string {
  if (whole.length <= MAX_TEXT_CHARACTERS) return whole;
  // A copy: a slice would keep the whole alive. Not by UTF-8, which has no lone surrogates.
  return Buffer.from(whole.slice(0, MAX_TEXT_CHARACTERS), 'utf16le').toString('utf16le');
}

function unreadable(cause: unknown): PaperkinError {
  const { code, message } = asPaperkinError(cause);
  if (code !== 'INTERNAL') return asPaperkinError(cause);
  return new PaperkinError('FILE_UNREADABLE', `Standard input cannot be read: ${message}.`, { cause, remedy: 'Check what is sent to it.' });
}
