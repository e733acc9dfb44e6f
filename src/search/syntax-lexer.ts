import type { Clause } from './clause.js';
import { syntaxError } from './syntax-error.js';
import { BARE_CATEGORY, exampleOf, fieldClause, fieldNamed } from './syntax-fields.js';

export interface SyntaxItem {
  kind: 'item';
  /** Where it begins in the query, its minus included, in UTF-16 units. */
  at: number;
  excluded: boolean;
  clause: Clause;
}

export type SyntaxToken = SyntaxItem | { kind: 'or'; at: number };

/** A token, and where it ends in the query. */
type Read<T> = { token: T; end: number };

/**
 * The items of a question and the ORs between them, in order. Every pattern begins where the last
 * one ended and what it has read is not read again, so the time is linear in the query's length.
 * @throws INVALID_INPUT at the first item that can only be a slip.
 */
export function* lexQuery(query: string): Generator<SyntaxToken> {
  let at = endOf(SPACES, query, 0);
  while (at < query.length) {
    const { token, end } = readPhrase(query, at) ?? readField(query, at) ?? readWord(query, at);
    yield token;
    at = endOf(SPACES, query, end);
  }
}

const SPACES = /\s*/y;
const WORD = /\S*/y;
/** Typewriter, curly, low (German) and full-width. A quotation mark opens a phrase only where an item begins: 3.5" is a word. */
const QUOTE = '"“”„‟＂';
const UNQUOTED = new RegExp(`[^${QUOTE}]*`, 'y');
/** Brackets around a phrase come with pasted text, and mean nothing. */
const PHRASE_START = new RegExp(`-?[([{]*(?=[${QUOTE}])`, 'y');
const FIELD_START = /-?(?<brackets>[([{]*)(?<name>[a-z]+):(?=(?<value>\S?))/iy;
/** Signs glued to a closing quotation mark: `"a phrase",` and `"BERT"-based`. */
const SIGNS = new RegExp(`[^\\s\\p{L}\\p{N}${QUOTE}]*`, 'uy');
export const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Two letters at least: `A*` is an algorithm. Signs would make it a formula: `f(x)*`, `**bold*`. */
const PREFIX = /^(?=.*\p{L}.*\p{L})(?<stem>[\p{L}\p{N}][\p{L}\p{M}\p{N}'’_-]*)\*$/u;
/** A dash, or what is drawn with dashes: `--`, `->`, knock-out mice (-/-). Two dashes before a word are a flag: `--lr`. */
const DRAWN = /^-(?:-|[–—>/|)-]*$)/;

function readPhrase(query: string, at: number): Read<SyntaxItem> | undefined {
  const start = matchAt(PHRASE_START, query, at);
  if (!start) return undefined;
  const { text, end } = readQuoted(query, at + start[0].length);
  return { token: { kind: 'item', at, excluded: query[at] === '-', clause: { kind: 'phrase', text } }, end };
}

function readQuoted(query: string, open: number): { text: string; end: number } {
  const close = endOf(UNQUOTED, query, open + 1);
  if (close === query.length) throw syntaxError(query, open, 'the quotation mark is never closed.', 'Close it with ", or leave it out.');
  const text = query
    .slice(open + 1, close)
    .replace(/\s+/g, ' ')
    .trim();
  if (!LETTER_OR_DIGIT.test(text)) {
    throw syntaxError(
      query,
      open,
      'there is no letter or digit between the quotation marks.',
      'Put words between them, or leave them out.',
    );
  }
  return { text, end: endOf(SIGNS, query, close + 1) };
}

function readField(query: string, at: number): Read<SyntaxItem> | undefined {
  const start = matchAt(FIELD_START, query, at);
  if (!start) return undefined;
  const { brackets = '', name = '', value = '' } = start.groups ?? {};
  const excluded = query[at] === '-';
  const bracketAt = at + Number(excluded);
  const nameAt = bracketAt + brackets.length;
  const field = fieldNamed(query, nameAt, name, value !== '');
  if (!field) return undefined;
  if (brackets !== '') throw syntaxError(query, bracketAt, 'brackets do not group.', 'Leave them out: OR joins only its two neighbours.');
  const valueAt = at + start[0].length;
  const { text, end } = QUOTE.includes(value || ' ') ? readQuoted(query, valueAt) : readUnquoted(query, valueAt);
  if (!LETTER_OR_DIGIT.test(text)) throw syntaxError(query, nameAt, `${name}: has no value.`, `Write it as in ${exampleOf(field)}.`);
  return { token: { kind: 'item', at, excluded, clause: fieldClause(query, valueAt, field, text) }, end };
}

function readUnquoted(query: string, at: number): { text: string; end: number } {
  const end = endOf(WORD, query, at);
  return { text: query.slice(at, end), end };
}

function readWord(query: string, at: number): Read<SyntaxToken> {
  const { text, end } = readUnquoted(query, at);
  if (text === 'OR') return { token: { kind: 'or', at }, end };
  const excluded = text.startsWith('-') && !DRAWN.test(text);
  const word = excluded ? text.slice(1) : text;
  if (excluded && !LETTER_OR_DIGIT.test(word)) {
    throw syntaxError(
      query,
      at,
      'there is no letter or digit behind the minus.',
      'Write what to leave out directly behind it, as in -survey.',
    );
  }
  return { token: { kind: 'item', at, excluded, clause: wordClause(word) }, end };
}

function wordClause(text: string): Clause {
  if (BARE_CATEGORY.test(text)) return { kind: 'category', value: text };
  const stem = PREFIX.exec(text)?.groups?.['stem'];
  return stem === undefined ? { kind: 'word', text } : { kind: 'prefix', text: stem };
}

function matchAt(pattern: RegExp, query: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(query);
}

/** Where a pattern that may match nothing ends. */
function endOf(pattern: RegExp, query: string, at: number): number {
  return at + (matchAt(pattern, query, at)?.[0].length ?? 0);
}
