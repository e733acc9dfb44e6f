import { authorFacet, categoryFacet, facetsOf, venueFacet, yearFacets } from '../lexical/facets.js';
import type { Selection } from '../lexical/lexical-index.js';
import { termId } from '../lexical/term-id.js';
import { isPair, pairOf, type Token, tokenize } from '../lexical/terms.js';
import type { Paper } from '../paper/paper.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { Clause } from './clause.js';
import { PhraseMatcher } from './phrase.js';
import type { ParsedQuestion } from './syntax.js';

/** What a question demands of a paper. The index narrows down; what it cannot tell is read in the paper itself. */
export interface Conditions {
  selection: Pick<Selection, 'all' | 'none'>;
  /** Whether a paper that the selection allows fulfils all; undefined when the index can tell. */
  matches: ((paper: Paper) => boolean) | undefined;
}

/** Words that a prefix stands for, at most: the first in the alphabet. */
const MAX_WORDS_OF_PREFIX = 1_000;

type Vocabulary = Pick<PaperStore, 'wordsFrom'>;

export async function conditionsOf({ required, excluded }: ParsedQuestion, vocabulary: Vocabulary): Promise<Conditions> {
  const all: number[][] = [];
  for (const alternatives of required) {
    const groups = await Promise.all(alternatives.map((clause) => termGroups(clause, vocabulary)));
    // Of one clause every group has to hold; of alternatives, the last group of one of them (the pair, of a phrase).
    const [only] = groups;
    if (groups.length === 1 && only) all.push(...only);
    else if (groups.every(({ length }) => length > 0)) all.push(groups.flatMap((group) => group.at(-1) ?? []));
  }
  const none: number[] = [];
  for (const clause of excluded) if (isExact(clause)) none.push(...(await termGroups(clause, vocabulary)).flat());
  const exact = required.every((alternatives) => alternatives.every(isExact)) && excluded.every(isExact);
  return { selection: { all, none }, matches: exact ? undefined : holder(required, excluded) };
}

/** Can the index alone tell whether a paper fulfils it? It knows single terms and facets, not the order of words. */
function isExact(clause: Clause): boolean {
  if (clause.kind === 'phrase' || clause.kind === 'word') {
    const tokens = tokenize(clause.text);
    return tokens.length === 1 && tokens[0]?.isTerm === true;
  }
  return clause.kind !== 'prefix';
}

/** Of each list a paper that fulfils the clause has at least one. */
async function termGroups(clause: Clause, vocabulary: Vocabulary): Promise<number[][]> {
  switch (clause.kind) {
    case 'word':
    case 'phrase':
      return wordGroups(tokenize(clause.text));
    case 'prefix':
      return prefixGroups(clause.text, vocabulary);
    case 'author':
      return [[authorFacet(clause.value)]];
    case 'category':
      return [[categoryFacet(clause.value)]];
    case 'venue':
      return [[venueFacet(clause.value)]];
    case 'year':
      return [yearFacets(clause.from, clause.to)];
  }
}

function wordGroups(tokens: readonly Token[]): number[][] {
  const words = tokens.flatMap(({ stem, isTerm }) => (isTerm ? [[termId(stem, 'word')]] : []));
  const pairs = tokens.slice(1).flatMap((token, i) => {
    const before = tokens[i] as Token;
    // A space in a phrase may be a hyphen in the paper, and there the pair is a term all the same.
    return before.isTerm && token.isTerm && isPair(before, token) ? [[termId(pairOf(before.stem, token.stem), 'pair')]] : [];
  });
  return [...words, ...pairs];
}

async function prefixGroups(prefix: string, vocabulary: Vocabulary): Promise<number[][]> {
  const parts = tokenize(prefix);
  const last = parts.at(-1);
  if (!last) return [];
  const words = await vocabulary.wordsFrom(last.word, MAX_WORDS_OF_PREFIX);
  const stems = new Set(words.flatMap((word) => tokenize(word).map(({ stem }) => stem)));
  return [...wordGroups(parts.slice(0, -1)), [...stems].map((stem) => termId(stem, 'word'))];
}

/** Does a paper fulfil a clause? */
type Test = (texts: readonly Token[][], facets: ReadonlySet<number>) => boolean;

/** What the clauses ask for is worked out once, not for each paper. */
function holder(required: readonly Clause[][], excluded: readonly Clause[]): (paper: Paper) => boolean {
  const groups = required.map((alternatives) => alternatives.map(testOf));
  const exclusions = excluded.map(testOf);
  return (paper) => {
    const texts = [tokenize(paper.title), tokenize(paper.abstract)];
    const facets = new Set(facetsOf(paper));
    const fulfils = (test: Test) => test(texts, facets);
    return groups.every((alternatives) => alternatives.some(fulfils)) && !exclusions.some(fulfils);
  };
}

function testOf(clause: Clause): Test {
  switch (clause.kind) {
    case 'word':
    case 'phrase':
    case 'prefix': {
      const phrase = new PhraseMatcher(clause.text, clause.kind === 'prefix');
      return (texts) => texts.some((text) => phrase.isIn(text));
    }
    case 'author':
      return hasOneOf([authorFacet(clause.value)]);
    case 'category':
      return hasOneOf([categoryFacet(clause.value)]);
    case 'venue':
      return hasOneOf([venueFacet(clause.value)]);
    case 'year':
      return hasOneOf(yearFacets(clause.from, clause.to));
  }
}

function hasOneOf(wanted: readonly number[]): Test {
  return (_, facets) => wanted.some((facet) => facets.has(facet));
}
