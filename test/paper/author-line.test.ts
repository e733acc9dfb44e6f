import assert from 'node:assert/strict';
import { it } from 'node:test';
import { authorLine } from '../../src/paper/author-line.js';
import type { Paper } from '../../src/paper/paper.js';
import { paperNumber } from '../support/papers.js';

const line = (fields: Partial<Paper>) => authorLine(paperNumber(1, { authors: [], ...fields }), 2);

it('a line of authors names the first of them and counts the others, or all where none is named', () => {
  const authors = ['Ada Lovelace', 'Alan Turing', 'Grace Hopper', 'Kurt Gödel'];
  assert.equal(line({ authors: authors.slice(0, 1) }), 'Ada Lovelace');
  assert.equal(line({ authors: authors.slice(0, 2) }), 'Ada Lovelace, Alan Turing');
  assert.equal(line({ authors: authors.slice(0, 3) }), 'Ada Lovelace, Alan Turing and 1 more');
  assert.equal(line({ authors }), 'Ada Lovelace, Alan Turing and 2 more');
  assert.equal(line({ authors, authorCount: 4, organisation: 'Royal Society' }), 'Ada Lovelace, Alan Turing and 2 more · Royal Society');
  assert.equal(line({ authorCount: 8 }), '8 authors');
  assert.equal(line({ authorCount: 1 }), '1 author');
  assert.equal(line({ organisation: 'NVIDIA' }), 'NVIDIA');
  assert.equal(line({ authorCount: 8, organisation: 'NVIDIA' }), '8 authors · NVIDIA');
  assert.equal(line({}), '');
});
