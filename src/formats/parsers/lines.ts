import { MAX_RECORD_BYTES, type ReadProblem } from '../format-parser.js';
import { decodeText } from './decode.js';

export interface Line {
  /** From 1. */
  line: number;
  /** Without its line break (LF or CRLF). */
  text: string;
}

/** Beginning of what cannot be read, as the contract limits it. */
export const EXCERPT_LENGTH = 500;

/**
 * Splits bytes into lines. One that is longer than `limit` characters is passed over in constant
 * memory and reported, so that a file without line breaks cannot fill the machine.
 */
export async function* readLines(bytes: AsyncIterable<Uint8Array>, limit = MAX_RECORD_BYTES): AsyncGenerator<Line | ReadProblem> {
  let line = 1;
  let held = '';
  let tooLong = false;
  for await (const text of decodeText(bytes)) {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      yield finished(held + (tooLong ? '' : text.slice(start, end)));
      held = '';
      tooLong = false;
      line++;
      start = end + 1;
    }
    if (tooLong) continue;
    held += start === 0 ? text : text.slice(start);
    if (held.length > limit) {
      tooLong = true;
      // A copy: a slice would keep the whole long text alive.
      held = Buffer.from(held.slice(0, EXCERPT_LENGTH), 'utf16le').toString('utf16le');
    }
  }
  if (held !== '') yield finished(held);

  function finished(whole: string): Line | ReadProblem {
    if (tooLong || whole.length > limit) {
      return { line, problem: `is a line of more than ${limit.toLocaleString('en')} characters`, excerpt: whole.slice(0, EXCERPT_LENGTH) };
    }
    return { line, text: whole.endsWith('\r') ? whole.slice(0, -1) : whole };
  }
}
