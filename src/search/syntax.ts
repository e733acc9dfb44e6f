import type { Clause } from './clause.js';
import { syntaxError } from './syntax-error.js';
import { LETTER_OR_DIGIT, lexQuery, type SyntaxItem, type SyntaxToken } from './syntax-lexer.js';

/** Each clause costs a look-up; a question that people write has a handful. */
const MAX_CLAUSES = 64;

export interface ParsedQuestion {
  /**
   * What to rank by: words and the words of phrases, as typed and in order, alternatives of OR included.
   * Not what is excluded, not fields, and not prefixes, since a model reads nothing from half a word.
   * '' where there are only conditions.
   */
  text: string;
  /** Every one has to hold: each is a list of alternatives (OR), of which at least one holds. A word alone ranks and is not required. */
  required: Clause[][];
  /** None may hold. */
  excluded: Clause[];
}

/**
 * Reads what a user typed into the one box:
 *
 *     words  "a phrase"  prefix*  author:LeCun  author:"Yann LeCun"  venue:NeurIPS
 *     category:cs.CL  category:cs.*  cs.CL  cs.*  year:2024  year:2024..2025  year:2024..  year:..2020
 *     -word and a minus before any other item excludes it      a OR b OR c, in capitals: at least one of them
 *
 * All else is words, so that a pasted title or abstract is a question: `O(n log n)`, `A*`, `beta-VAE`, `arxiv:2401.01234`.
 * A question without any of the above comes back as `text`, white space collapsed.
 * @throws INVALID_INPUT with position and remedy, where what is written can only be a slip.
 */
export function parseQuestion(query: string): ParsedQuestion {
  const groups = alternatives(query, lexQuery(query));
  const items = groups.flat();
  const conditions = groups.filter(isCondition);
  const criticalT = conditions.flat()[MAX_CLAUSES];
  if (criticalT) throw syntaxError(query, criticalT.at, `these are more than ${MAX_CLAUSES} conditions.`, 'Ask for fewer things at once.');
  return {
    text: items.flatMap((item) => (item.excluded ? [] : rankedText(item.clause))).join(' '),
    required: conditions.flatMap((group) => (group.some(({ excluded }) => excluded) ? [] : [group.map(({ clause }) => clause)])),
    excluded: items.flatMap(({ excluded, clause }) => (excluded ? [clause] : [])),
  };
}

/** Items that OR joins share a list, every other item has one of its own. */
function alternatives(query: string, tokens: Iterable<SyntaxToken>): SyntaxItem[][] {
  const groups: SyntaxItem[][] = [];
  let or: SyntaxToken | undefined;
  for (const token of tokens) {
    const group = groups.at(-1);
    if (token.kind === 'or') {
      if (!group || or) throw danglingOr(query, token);
      or = token;
    } else if (group && or) {
      // The first of a chain has been looked at when the second one came.
      for (const item of group.length === 1 ? [...group, token] : [token]) checkAlternative(query, item);
      group.push(token);
      or = undefined;
    } else {
      groups.push([token]);
    }
  }
  if (or) throw danglingOr(query, or);
  return groups;
}

function danglingOr(query: string, { at }: SyntaxToken): Error {
  return syntaxError(query, at, 'OR needs something to choose on both sides.', 'Complete it, or write "or" for the word.');
}

function checkAlternative(query: string, { at, excluded, clause }: SyntaxItem): void {
  if (excluded) throw syntaxError(query, at, 'what is excluded cannot be one side of OR.', 'Leave out the minus or the OR.');
  if (clause.kind === 'word' && !LETTER_OR_DIGIT.test(clause.text)) {
    throw syntaxError(
      query,
      at,
      'one side of OR has no letter or digit.',
      'Put words, phrases or fields on both sides, or write "or" for the word.',
    );
  }
}

function isCondition(group: readonly SyntaxItem[]): boolean {
  return group.length > 1 || group.some(({ excluded, clause }) => excluded || clause.kind !== 'word');
}

function rankedText(clause: Clause): string[] {
  return clause.kind === 'word' || clause.kind === 'phrase' ? [clause.text] : [];
}
