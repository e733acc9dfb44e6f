/**
 * Bytes to text, UTF-8 across the borders of chunks. A byte order mark is dropped, and what is no
 * UTF-8 becomes U+FFFD: one bad byte spoils one letter, not the file.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const last = decoder.decode();
  if (last !== '') yield last;
}

export interface Piece {
  /** Line of the source, from 1. */
  line: number;
  /** At most the length asked for; a newline stands only at its end. */
  text: string;
}

/**
 * Cuts text anew: at the end of each line, and after `length` characters of a longer one. What is
 * made of the pieces cannot depend on where the chunks of the source happened to end.
 */
export async function* piecesOf(bytes: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Piece> {
  let rest = '';
  let line = 1;
  for await (const chunk of decodeText(bytes)) {
    const text = rest + chunk;
    let start = 0;
    let newline = text.indexOf('\n', rest.length);
    for (;;) {
      const lineEnds = newline >= 0 && newline < start + length;
      if (!lineEnds && text.length - start < length) break;
      const end = lineEnds ? newline + 1 : start + length;
      yield { line, text: text.slice(start, end) };
      start = end;
      if (!lineEnds) continue;
      line++;
      newline = text.indexOf('\n', start);
    }
    rest = text.slice(start);
  }
  if (rest !== '') yield { line, text: rest };
}
