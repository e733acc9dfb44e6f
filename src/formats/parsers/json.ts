import { Tokenizer } from '@streamparser/json';
import { MAX_RECORD_BYTES, type Reader } from '../format-reader.js';
import { type Piece, piecesOf } from './decode.js';
import { JsonRecords } from './json-records.js';
import { EXCERPT_LENGTH } from './lines.js';

/**
 * A JSON document: an array of records, an object with such an array in it, or one record. Streamed:
 * it holds an element at a time. A syntax error ends it, since nothing tells where the next element
 * begins; the elements before it have been read.
 */
export const jsonReader: Reader = {
  format: 'json',
  async *read(bytes) {
    const tokenizer = new Tokenizer();
    const records = new JsonRecords(MAX_RECORD_BYTES);
    let piece: Piece = { line: 1, text: '' };
    // Characters since a token ended: the tokenizer holds a string until its end.
    let pending = 0;
    tokenizer.onToken = (token) => {
      pending = 0;
      records.take(token, piece);
    };
    try {
      // Pieces as long as an excerpt, so that what is shown of a syntax error contains it.
      for await (piece of piecesOf(bytes, EXCERPT_LENGTH)) {
        pending += piece.text.length;
        tokenizer.write(piece.text);
        records.grew(piece.text.length);
        yield* records.drain();
        if (pending > MAX_RECORD_BYTES) throw new SyntaxError(`a value of more than ${MAX_RECORD_BYTES.toLocaleString('en')} characters`);
      }
      tokenizer.end();
      records.end();
      yield* records.drain();
    } catch (cause) {
      if (!isSyntaxError(cause)) throw cause;
      yield* records.drain();
      yield { line: piece.line, problem: `is not valid JSON, so reading ends here: ${reason(cause)}`, excerpt: piece.text.trim() };
    }
  },
};

/** The parser's classes cannot be told apart by `instanceof` when bundled twice; their names can. */
function isSyntaxError(cause: unknown): cause is Error {
  return cause instanceof SyntaxError || (cause instanceof Error && /^Token(izer|Parser)Error$/.test(cause.constructor.name));
}

/** The parser's messages go on about its own states and positions. */
function reason(error: Error): string {
  if (error.message.includes('ended in the middle')) return 'it ends in the middle of a value';
  return error.message.replace(/ (?:at chunk position|in state).*$/s, '');
}
