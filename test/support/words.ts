import { dayOf, facetsOf } from '../../src/lexical/facets.js';
import type { LexicalChange, PaperTerms } from '../../src/lexical/lexical-index.js';
import { encodeTerms, termVectorOf } from '../../src/lexical/term-vector.js';
import type { Paper } from '../../src/paper/paper.js';
import { paperNumber } from './papers.js';

/** A paper as the index of words takes it. */
export function termsOfPaper(paper: Paper): PaperTerms {
  return { terms: encodeTerms(termVectorOf(paper)), facets: facetsOf(paper), day: dayOf(paper) };
}

/** An invented paper of these words. */
export function paperSaying(abstract: string, fields: Partial<Paper> = {}): Paper {
  return paperNumber(1, { title: 'The', abstract, ...fields });
}

/** Puts papers of these words at the keys 1, 2, 3 … */
export function papersSaying(...abstracts: string[]): LexicalChange[] {
  return abstracts.map((abstract, i) => ({ key: i + 1, paper: termsOfPaper(paperSaying(abstract)) }));
}
