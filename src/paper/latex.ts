import { ACCENTS, OPERATORS, SYMBOLS } from './latex-tables.js';

/**
 * The part of LaTeX that occurs in titles and abstracts, turned into Unicode. Whatever is not in
 * these tables is left exactly as it stands.
 */

/** Commands whose argument is the text itself; how it looks is none of ours. */
const WRAPPERS =
  /\\(?:emph|text(?:bf|it|tt|sc|sf|rm|sl|up|md|normal)?|math(?:bf|it|tt|sf|rm|cal|bb|scr|frak|normal)|boldsymbol|bm|mbox|hbox|operatorname\*?|underline|uline|ensuremath)\s*\{([^{}\\$]*)\}/g;
/** `{\em text}` and its kin: a switch that reaches to the closing brace. */
const SWITCHES = /\{\\(?:em|it|bf|tt|sc|sf|rm|sl|itshape|bfseries|ttfamily|scshape|small|large)\s+([^\s{}\\$][^{}\\$]*)?\}/g;
/** `\'e`, `\'{e}`, `{\'e}`, `\c{c}`, `\v s`: an accent and its letter (or dotless i and j). */
const SYMBOL_ACCENT = /\{?\\([`'^~"=.])\s*(?:\{(\\?[A-Za-z])\s*\}|(\\[ij](?![A-Za-z])|[A-Za-z]))(\}?)/g;
const LETTER_ACCENT = /\{?\\([uvHckrdbt])(?:\s*\{(\\?[A-Za-z])\s*\}|\s+([A-Za-z])(?![A-Za-z]))(\}?)/g;
/** `{\o}`: a letter in braces of its own. */
const BRACED_LETTER = /\{(\\(?:ss|o|O|l|L|ae|AE|oe|OE|aa|AA|i|j))\s*\}/g;
/** A whole command name, with the braces that may end it. */
const COMMAND = /\\([A-Za-z]+)(\{\})?( ?)/g;
/** Sizes of brackets and thin spaces: how a formula looks is none of ours. */
const LAYOUT = /\\(?:left|right|bigl?|bigr|Bigl?|Bigr|displaystyle|limits)(?![A-Za-z])|\\!/g;
const THIN_SPACE = /\\[,;:](?=\S)/g;
/** Braces around one letter that LaTeX needed to type it; not around an index, an exponent or an argument. */
const LONE_LETTER = /(?<![_^]|\\[A-Za-z]{1,20})\{([^\p{ASCII}])\}/gu;
const ESCAPED = /\\([%&_#{}])/g;
/** `$…$` as pandoc reads it: no space inside the dollars, no digit after them (so prices survive). */
const INLINE_MATH = /(?<![\\$])\$(?!\s)([^$]{1,400}?)(?<![\s\\])\$(?![\d$])/g;

/** Replaces the LaTeX that we understand; text without a backslash, dollar or brace comes back as it is. */
export function latexToUnicode(text: string): string {
  if (!/[\\${]/.test(text)) return text;
  let out = text;
  if (out.includes('\\')) {
    out = out.replace(SYMBOL_ACCENT, accent).replace(LETTER_ACCENT, accent);
    out = out.replace(BRACED_LETTER, '$1{}').replace(SWITCHES, '$1');
    // Innermost first, so that \textbf{\emph{x}} takes two rounds.
    for (let round = 0; round < 3; round++) out = out.replace(WRAPPERS, '$1');
    out = out.replace(LAYOUT, '').replace(THIN_SPACE, ' ').replace(COMMAND, command);
    out = out.replace(ESCAPED, '$1');
  }
  out = out.replace(INLINE_MATH, plainMath).replace(LONE_LETTER, '$1');
  return out.replace(/\\\$/g, '$');
}

function command(whole: string, name: string, _braces: string | undefined, space: string, at: number, text: string): string {
  if (OPERATORS.has(name)) return (/[\p{L}\p{N})]/u.test(text[at - 1] ?? '') ? ' ' : '') + name + space;
  if (!Object.hasOwn(SYMBOLS, name)) return whole;
  const symbol = SYMBOLS[name] ?? '';
  // TeX swallows the space after a command; between a letter of a word and the next it was no space.
  return /^\p{L}$/u.test(symbol) && !GREEK.test(symbol) ? symbol : symbol + space;
}

const GREEK = /\p{Script=Greek}/u;

function accent(whole: string, mark: string, braced: string | undefined, bare: string | undefined, close: string): string {
  const letter = (braced ?? bare ?? '').replace(/^\\/, '');
  const combining = ACCENTS[mark];
  if (combining === undefined) return whole;
  const opens = whole.startsWith('{');
  // "{\'e}" loses both braces; "{\'e" or "\'e}" keep the one that belongs to something else.
  const before = opens && close === '' ? '{' : '';
  const after = !opens && close !== '' ? close : '';
  return `${before}${letter}${combining}${after}`;
}

/** Mathematics that is plain once its symbols are Unicode loses its dollars; all other keeps them. */
function plainMath(whole: string, inside: string): string {
  const beyondScripts = inside.replace(/[_^]\{[^{}\\]*\}/g, '').replace(/\p{L}{2,}/gu, (word) => (OPERATORS.has(word) ? '' : word));
  // Words between two dollars are prose between two prices, or mathematics that says something in words.
  return /[\\{}&]|\s\p{L}{2,}/u.test(beyondScripts) ? whole : inside.replace(/\s+/g, ' ');
}
