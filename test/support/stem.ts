import { tokenize } from '../../src/lexical/terms.js';

/** A text as the stems of its words, in a row, so that it can be looked whether it contains a term. */
export function stem(text: string): string {
  return ` ${tokenize(text)
    .map((token) => token.stem)
    .join(' ')} `;
}
