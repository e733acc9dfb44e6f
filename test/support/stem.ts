import { tokensOf } from '../../src/lexical/terms.js';

/** A text as the stems of its words, in a row, so that it can be looked whether it contains a term. */
export function stem(text: string): string {
  return ` ${tokensOf(text)
    .map((token) => token.stem)
    .join(' ')} `;
}
