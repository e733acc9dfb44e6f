import { PaperkinError } from '../../errors.js';

/** Far beyond any record, and little enough to hold: input without line breaks cannot fill the memory. */
const MAX_LINE_CHARACTERS = 1 << 24;

/**
 * Splits bytes into lines (LF or CRLF), as many at a time as a chunk ends, since a pause for each
 * line costs more than splitting it. UTF-8: a byte order mark at the start is dropped, and what is
 * none becomes U+FFFD.
 * @throws INVALID_INPUT after the lines before one that is too long.
 */
export async function* readLineBatches(bytes: AsyncIterable<Uint8Array>, limit = MAX_LINE_CHARACTERS): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let finished = 0;
  let held = '';
  for await (const chunk of bytes) {
    const lines = decoder.decode(chunk, { stream: true }).split('\n');
    lines[0] = held + (lines[0] ?? '');
    held = lines.pop() ?? '';
    const whole = lines.map(withoutReturn);
    const long = whole.findIndex((line) => line.length > limit);
    if (long !== 0 && whole.length > 0) yield long < 0 ? whole : whole.slice(0, long);
    if (long >= 0) throw tooLong(finished + long + 1, limit);
    finished += whole.length;
    // One more for the carriage return that may be its last.
    if (held.length > limit + 1) throw tooLong(finished + 1, limit);
  }
  held += decoder.decode();
  if (held === '') return;
  const last = withoutReturn(held);
  if (last.length > limit) throw tooLong(finished + 1, limit);
  yield [last];
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function tooLong(line: number, limit: number): PaperkinError {
  return new PaperkinError('INVALID_INPUT', `Line ${line} of the input has more than ${limit.toLocaleString('en')} characters.`, {
    remedy: 'Put each text on a line of its own, and leave out what is not to be embedded.',
  });
}
