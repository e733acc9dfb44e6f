import fc from 'fast-check';
import { categoryFacet } from '../../src/lexical/facets.js';
import type { LexicalChange, LexicalQuery, Selection } from '../../src/lexical/lexical-index.js';
import { decodeTerms, questionVector, termVectorOf } from '../../src/lexical/term-vector.js';
import { KeySet } from '../../src/paper/key-set.js';
import { paperSaying, termsOfPaper } from '../support/words.js';

/** Few words, keys and days, so that papers share them; fewer papers than change a count's rounding. */
const VOCABULARY = ['graph', 'theory', 'protein', 'folding', 'galaxy', 'kv-cache', 'attention', 'the', 'LLMs'];
const CATEGORIES = ['cs.CL', 'cs.LG', 'math.CO', 'hep-th'];
const MAX_KEY = 20;

export const KEYS: readonly number[] = Array.from({ length: MAX_KEY }, (_, i) => i + 1);

/** Every word, and all pairs that the texts can have. */
export const TERMS: readonly number[] = questionVector(VOCABULARY.flatMap((a) => VOCABULARY.map((b) => `${a} ${b}`)).join('. ')).ids;

const textOf = fc.array(fc.constantFrom(...VOCABULARY), { maxLength: 12 }).map((words) => words.join(' '));

const paperOf = fc
  .record({
    text: textOf,
    categories: fc.uniqueArray(fc.constantFrom(...CATEGORIES), { maxLength: 2 }),
    published: fc.constantFrom('1969-12-30', '1970-01-01', '1970-01-04', undefined),
  })
  .map(({ text, categories, published }) => termsOfPaper({ ...paperSaying(text, { categories }), published }));

export const changeOf: fc.Arbitrary<LexicalChange> = fc.record({
  key: fc.integer({ min: 1, max: MAX_KEY }),
  paper: fc.option(paperOf, { nil: undefined, freq: 3 }),
});

const questionOf: fc.Arbitrary<LexicalQuery> = fc
  .tuple(textOf, fc.constantFrom(1 as const, 2 as const))
  .map(([text, k1]) => ({ ...questionVector(text), measure: 'bm25' as const, k1 }));
const paperQueryOf: fc.Arbitrary<LexicalQuery> = paperOf.map(({ terms }) => {
  const { ids, weights } = 'title' in terms ? termVectorOf(terms) : decodeTerms(terms);
  return { ids: [...ids], weights: [...weights], measure: 'cosine' as const };
});
export const queryOf = fc.oneof(questionOf, paperQueryOf);

const idOf = fc.constantFrom(...TERMS, ...CATEGORIES.map(categoryFacet), categoryFacet('cs.*'));
const keySetOf = fc.array(fc.constantFrom(...KEYS)).map((keys) => new KeySet(keys));
export const selectionOf: fc.Arbitrary<Selection> = fc.record(
  {
    all: fc.array(fc.array(idOf, { minLength: 1, maxLength: 8 }), { maxLength: 2 }),
    none: fc.array(idOf, { maxLength: 2 }),
    days: fc.record({ from: fc.integer({ min: -4, max: 4 }), to: fc.integer({ min: -4, max: 4 }) }),
    only: keySetOf,
    except: keySetOf,
  },
  { requiredKeys: [] },
);
