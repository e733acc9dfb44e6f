import { EXCERPT_LENGTH, type Line, linesOf } from './lines.js';
import { MAX_RECORD_BYTES, type ReadProblem } from './reader.js';

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
  let delimiter: Delimiter | undefined;
  let held: Line[] = [];
  let length = 0;
  let open = false;

  function* add(line: Line): Generator<Line | ReadProblem> {
    if (held.length === 0 && line.text.trim() === '') return;
    delimiter ??= delimiterOf(line.text);
    held.push(line);
    length += line.text.length + 1;
    open = quoteIsOpenAfter(line.text, open, delimiter);
    if (open && length > limit) yield* giveUp();
    if (open) return;
    const first = held[0];
    if (first) yield { line: first.line, text: held.map(({ text }) => text).join('\n') };
    clear();
  }

  function* giveUp(): Generator<Line | ReadProblem> {
    const [first, ...others] = held;
    clear();
    if (!first) return;
    yield { line: first.line, problem: 'opens a quote that is never closed', excerpt: first.text.slice(0, EXCERPT_LENGTH) };
    for (const line of others) yield* add(line);
  }

  function clear(): void {
    held = [];
    length = 0;
    open = false;
  }

  for await (const item of linesOf(bytes, limit)) {
    if ('text' in item) {
      yield* add(item);
    } else {
      while (held.length > 0) yield* giveUp();
      yield item;
    }
  }
  while (held.length > 0) yield* giveUp();
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
