import { paperOf } from '../../src/paper/merge.js';
import type { Paper } from '../../src/paper/paper.js';

/** An invented paper; `number` makes it unlike the others, `fields` sets what the test is about. */
export function paperNumber(number: number, fields: Partial<Paper> = {}): Paper {
  return paperOf({
    ids: [`arxiv:2401.${String(number).padStart(5, '0')}`],
    title: `An invented study of subject number ${number}`,
    abstract: `We look at subject number ${number} and find that it is unlike the others.`,
    authors: [`Ada Author${number}`],
    published: '2024-01-15',
    ...fields,
  });
}
