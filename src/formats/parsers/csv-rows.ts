import { MAX_RECORD_BYTES, type ReadProblem } from '../format-parser.js';
import { EXCERPT_LENGTH, type Line, readLines } from './lines.js';

export const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/**
 * Joins lines to rows: a row goes on over line breaks while a quoted field is open. A quote that is
 * never closed would swallow the rest of the file, so its line is reported, and the line after it
 * begins a row again.
 *
 * @param delimiterOf Told the header, says what its fields are separated by.
 * @param limit Characters of one row.
 */
export async function* csvRows(
  bytes: AsyncIterable<Uint8Array>,
  delimiterOf: (header: string) => Delimiter,
  limit = MAX_RECORD_BYTES,
): AsyncGenerator<Line | ReadProblem> {
  let rows: RowJoiner | undefined;
  for await (const item of readLines(bytes, limit)) {
    if ('text' in item) {
      if (rows === undefined && isBlank(item)) continue;
      rows ??= new RowJoiner(delimiterOf(item.text), limit);
      yield* rows.add(item);
    } else {
      if (rows) yield* rows.end();
      yield item;
    }
  }
  if (rows) yield* rows.end();
}

/**
 * The lines of a row whose quote is open. Each line is looked at twice at most, whatever is given up: none but the first
 * closes what is open when it begins (else the row would have ended there), so a row that begins further down is open, too.
 */
class RowJoiner {
  readonly #delimiter: Delimiter;
  readonly #limit: number;
  #held: Line[] = [];
  /** Of `#held` those before have been given up or given out. */
  #first = 0;
  #length = 0;

  constructor(delimiter: Delimiter, limit: number) {
    this.#delimiter = delimiter;
    this.#limit = limit;
  }

  *add(line: Line): Generator<Line | ReadProblem> {
    const within = this.#held.length > 0;
    if (!within && isBlank(line)) return;
    const open = quoteIsOpenAfter(line.text, within, this.#delimiter);
    if (!within && !open) {
      yield line;
      return;
    }
    this.#held.push(line);
    this.#length += line.text.length + 1;
    if (open) {
      while (this.#length > this.#limit) yield* this.#giveUp();
      return;
    }
    const lines = this.#held.slice(this.#first);
    this.#clear();
    yield { line: lines[0]?.line ?? line.line, text: lines.map(({ text }) => text).join('\n') };
  }

  /** No more lines follow. */
  *end(): Generator<Line | ReadProblem> {
    while (this.#held.length > 0) yield* this.#giveUp();
  }

  /** Reports the first line, and gives out those after it that are rows by themselves, up to the next that opens a quote. */
  *#giveUp(): Generator<Line | ReadProblem> {
    const { line, text } = this.#take();
    yield { line, problem: 'opens a quote that is never closed', excerpt: text.slice(0, EXCERPT_LENGTH) };
    while (this.#first < this.#held.length) {
      if (quoteIsOpenAfter((this.#held[this.#first] as Line).text, false, this.#delimiter)) return;
      const row = this.#take();
      if (!isBlank(row)) yield row;
    }
    this.#clear();
  }

  #take(): Line {
    const line = this.#held[this.#first++] as Line;
    this.#length -= line.text.length + 1;
    // Now and then what has been given away is let go: a copy for each line would cost the square.
    if (this.#first > 1_000 && this.#first * 2 > this.#held.length) {
      this.#held = this.#held.slice(this.#first);
      this.#first = 0;
    }
    return line;
  }

  #clear(): void {
    this.#held = [];
    this.#first = 0;
    this.#length = 0;
  }
}

function isBlank({ text }: Line): boolean {
  return text.trim() === '';
}

/**
 * Is a quoted field open where the line ends? A quote opens a field only as its first character,
 * `""` in it is a letter, and one before anything but a delimiter ends it, as csv-parse reads them.
 */
function quoteIsOpenAfter(text: string, openBefore: boolean, delimiter: Delimiter): boolean {
  if (!text.includes('"')) return openBefore;
  let open = openBefore;
  let fieldBegins = !openBefore;
  for (let i = 0; i < text.length; i++) {
    const quote = text[i] === '"';
    if (open) {
      if (quote && text[i + 1] === '"') i++;
      else if (quote) open = false;
    } else {
      open = quote && fieldBegins;
      fieldBegins = text[i] === delimiter;
    }
  }
  return open;
}
