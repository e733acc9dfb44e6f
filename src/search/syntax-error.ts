import { PaperkinError } from '../errors.js';

/** Characters shown on either side of the fault: both fit a line of a terminal. */
const CONTEXT = 32;
/** Characters that take two columns of a terminal. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303F\uFF01-\uFF60]/gu;

/**
 * INVALID_INPUT that shows the fault:
 *
 *     query: character 6: the quotation mark is never closed.
 *       deep "neural nets
 *            ^
 *
 * @param at where the fault is in the query, in UTF-16 units. Shown in characters (code points), from 1.
 */
export function syntaxError(query: string, at: number, problem: string, remedy: string): PaperkinError {
  const before = [...query.slice(0, at)];
  const rest = [...query.slice(at)];
  const left = `${before.length > CONTEXT ? '…' : ''}${oneLine(before.slice(-CONTEXT))}`;
  const right = `${oneLine(rest.slice(0, CONTEXT))}${rest.length > CONTEXT ? '…' : ''}`;
  const message = `query: character ${before.length + 1}: ${problem}\n  ${left}${right}\n  ${blankOfWidth(left)}^`;
  return new PaperkinError('INVALID_INPUT', message, { value: query, remedy });
}

function oneLine(characters: readonly string[]): string {
  return characters.join('').replace(/\s/g, ' ');
}

/** The ideographic space is as wide as the characters that it stands for; combining marks take no column. */
function blankOfWidth(text: string): string {
  return text
    .replace(/\p{M}/gu, '')
    .replace(WIDE, '\u3000')
    .replace(/[^\u3000]/gu, ' ');
}
