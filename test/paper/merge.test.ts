import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hashId } from '../../src/paper/id.js';
import { mergePapers } from '../../src/paper/merge.js';
import type { Paper } from '../../src/paper/paper.js';
import { authorKey, sameWork } from '../../src/paper/work.js';
import { paperNumber } from '../support/papers.js';

describe('merging two records of one work', () => {
  it('takes the text of the record with the canonical id and fills gaps from the other', () => {
    const preprint = paperNumber(1, { abstract: 'arXiv', categories: ['cs.IR'] });
    const published = paperNumber(1, { ids: ['doi:10.1/x'], abstract: 'publisher', venue: 'SIGIR', comments: 2 });
    for (const merged of [mergePapers(preprint, published), mergePapers(published, preprint)]) {
      assert.deepEqual(merged.ids, ['arxiv:2401.00001', 'doi:10.1/x']);
      assert.equal(merged.abstract, 'arXiv');
      assert.equal(merged.venue, 'SIGIR');
      assert.equal(merged.comments, 2);
      assert.deepEqual(merged.categories, ['cs.IR']);
    }
  });

  it('never loses an abstract to an empty one', () => {
    const full = paperNumber(1);
    assert.equal(mergePapers(full, { ...full, abstract: '' }).abstract, full.abstract);
  });

  it('keeps the fuller abstract where only a hash identifies the work, in either order', () => {
    const id = hashId('Some title of a talk', 'A. One');
    const short = paperNumber(1, { ids: [id], abstract: 'short' });
    const long = paperNumber(1, { ids: [id], abstract: 'rather longer' });
    assert.equal(mergePapers(short, long).abstract, 'rather longer');
    assert.equal(mergePapers(long, short).abstract, 'rather longer');
  });

  it('counts authors only while nobody names them', () => {
    const counted = paperNumber(1, { authors: [], authorCount: 4 });
    assert.equal(mergePapers(counted, paperNumber(1)).authorCount, undefined);
  });

  const record: fc.Arbitrary<Paper> = fc
    .record({
      ids: fc.constantFrom<string[]>(
        ['arxiv:2401.00001'],
        ['doi:10.1/x'],
        ['hash:00000000000000000000'],
        ['arxiv:2401.00001', 'doi:10.1/x'],
      ),
      abstract: fc.constantFrom('', 'one', 'another', 'a longer one'),
      authors: fc.constantFrom<string[]>([], ['A. One'], ['A. One', 'B. Two']),
      venue: fc.constantFrom(undefined, 'SIGIR'),
      comments: fc.constantFrom(undefined, 1, 2),
    })
    .map((fields) => paperNumber(1, fields as Partial<Paper>));

  it('changes nothing when a record comes again right away', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        const merged = mergePapers(a, b);
        assert.deepEqual(mergePapers(merged, b), merged);
      }),
    );
  });
});

describe('one work', () => {
  const marks = (ids: string[], title: string, authors: string[]) => ({ ids, title, authors });
  it('is told by a common id, or by title and a common author', () => {
    const one = marks(['doi:10.1/a'], 'Attention is All You Need!', ['Ashish Vaswani', 'Noam Shazeer']);
    assert.ok(sameWork(one, marks(['doi:10.1/a'], 'Other', [])));
    assert.ok(sameWork(one, marks(['hash:1'], 'attention is all you need', ['Shazeer, N.'])));
    assert.ok(!sameWork(one, marks(['hash:1'], 'attention is all you need', ['Someone Else'])));
    assert.ok(!sameWork(one, marks(['hash:1'], 'attention is not all you need', ['Noam Shazeer'])));
  });

  it('is not told by a title that many works have', () => {
    assert.ok(!sameWork(marks(['hash:1'], 'Editorial', ['A. One']), marks(['hash:2'], 'Editorial', ['A. One'])));
  });

  it('needs a long title where a record names nobody', () => {
    const long = 'A rather specific title about sparse retrieval';
    assert.ok(sameWork(marks(['hash:1'], long, []), marks(['arxiv:2401.00001'], long, ['A. One'])));
    assert.ok(!sameWork(marks(['hash:1'], 'Deep learning today', []), marks(['arxiv:2401.00001'], 'Deep learning today', ['A. One'])));
  });

  it('sees one author in the usual spellings of a name', () => {
    assert.equal(new Set(['Yann LeCun', 'LeCun, Yann', 'Y. LeCun', 'Y LECUN'].map(authorKey)).size, 1);
    assert.notEqual(authorKey('Wei Zhang'), authorKey('Li Zhang'));
  });
});
