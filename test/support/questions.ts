import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PaperkinError } from '../../src/errors.js';
import type { Clause } from '../../src/search/clause.js';
import { type ParsedQuestion, parseQuestion } from '../../src/search/syntax.js';

/** Clauses and questions as the parser gives them, at random and in print; and where a slip is told to be. */
export const word = (text: string): Clause => ({ kind: 'word', text });
export const phrase = (text: string): Clause => ({ kind: 'phrase', text });
export const prefix = (text: string): Clause => ({ kind: 'prefix', text });
export const author = (value: string): Clause => ({ kind: 'author', value });
export const category = (value: string): Clause => ({ kind: 'category', value });
export const venue = (value: string): Clause => ({ kind: 'venue', value });
export const year = (from?: number, to?: number): Clause => ({ kind: 'year', from, to });

export function errorOf(query: string): PaperkinError | undefined {
  try {
    parseQuestion(query);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof PaperkinError, String(error));
    assert.equal(error.code, 'INVALID_INPUT');
    return error;
  }
}

export function positionIn(error: PaperkinError): number {
  return Number(/^query: character (\d+): /.exec(error.message)?.[1]);
}

/** Might be a bare category: the tests for plain words leave such ones out. */
export function looksBare(text: string): boolean {
  return /^[a-z-]+\.[A-Za-z-]+$/.test(text);
}

const plainWords = fc.stringMatching(/^[a-zéßж学]{1,6}$/u);
const values = fc.array(plainWords, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const years = fc.integer({ min: 1000, max: 9999 });
const conditions: fc.Arbitrary<Clause> = fc.oneof(
  values.map(phrase),
  fc.stringMatching(/^[a-zж学]{2,6}$/u).map(prefix),
  values.map(author),
  values.map(venue),
  fc.constantFrom('cs.CL', 'cs.*', 'hep-th', 'cond-mat.mes-hall', 'Computer Vision', 'I.2.7').map(category),
  fc.tuple(years, years).map(([a, b]) => year(Math.min(a, b), Math.max(a, b))),
  years.map((from) => year(from)),
  years.map((to) => year(undefined, to)),
);
const clauses = fc.oneof(plainWords.map(word), conditions);
const required = fc.oneof(
  conditions.map((clause) => [clause]),
  fc.array(clauses, { minLength: 2, maxLength: 4 }),
);
/** Its plain words come first, so that a printer can tell them from the words of what is required. */
export const question: fc.Arbitrary<ParsedQuestion> = fc
  .record({
    words: fc.array(plainWords, { maxLength: 4 }),
    required: fc.array(required, { maxLength: 5 }),
    excluded: fc.array(clauses, { maxLength: 5 }),
  })
  .map(({ words, required, excluded }) => ({ text: [...words, ...rankedOf(required)].join(' '), required, excluded }));

function rankedOf(required: readonly Clause[][]): string[] {
  return required.flat().flatMap((clause) => (clause.kind === 'word' || clause.kind === 'phrase' ? [clause.text] : []));
}

export function printed({ text, required, excluded }: ParsedQuestion): string {
  const words = text.slice(0, text.length - rankedOf(required).join(' ').length);
  return [
    words,
    ...required.map((group) => group.map(printedClause).join(' OR ')),
    ...excluded.map((clause) => `-${printedClause(clause)}`),
  ].join(' ');
}

function printedClause(clause: Clause): string {
  switch (clause.kind) {
    case 'word':
      return clause.text;
    case 'phrase':
      return `"${clause.text}"`;
    case 'prefix':
      return `${clause.text}*`;
    case 'year':
      return clause.from === clause.to ? `year:${clause.from}` : `year:${clause.from ?? ''}..${clause.to ?? ''}`;
    default:
      return clause.value.includes(' ') ? `${clause.kind}:"${clause.value}"` : `${clause.kind}:${clause.value}`;
  }
}
