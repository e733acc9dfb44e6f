import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hashId } from '../../src/paper/id.js';
import { byAuthority, mergePapers } from '../../src/paper/merge.js';
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

  it('takes every list and name from the other where the owner of the text has none, and else from the owner', () => {
    const rich = {
      authors: ['A. One', 'B. Two'],
      categories: ['cs.IR'],
      keywords: ['retrieval'],
      organisation: 'An institute',
      published: '2024-01-02',
      url: 'https://example.org/1',
      code: 'https://example.org/code',
    };
    const other = {
      authors: ['C. Three'],
      categories: ['cs.CL'],
      keywords: ['language'],
      organisation: 'Another',
      published: '2025-01-02',
      url: 'https://example.org/2',
      code: 'https://example.org/code-2',
    };
    const none = { authors: [], categories: [], keywords: [], published: undefined };
    const with_ = (id: string, fields: object) => paperNumber(1, { ids: [id], ...fields });
    const kept = (paper: Paper) => Object.fromEntries(Object.keys(rich).map((name) => [name, paper[name as keyof Paper]]));
    assert.deepEqual(kept(mergePapers(with_('doi:10.1/x', other), with_('arxiv:2401.00001', rich))), rich);
    assert.deepEqual(kept(mergePapers(with_('arxiv:2401.00001', rich), with_('doi:10.1/x', other))), rich);
    assert.deepEqual(kept(mergePapers(with_('doi:10.1/x', rich), with_('arxiv:2401.00001', none))), rich);
    assert.equal(mergePapers(with_('doi:10.1/x', { comments: 7 }), with_('arxiv:2401.00001', { comments: 3 })).comments, 3);
    assert.equal(mergePapers(with_('doi:10.1/x', { comments: 7 }), with_('arxiv:2401.00001', {})).comments, 7);
  });

  it('has the count of authors of whoever knows it, where nobody names them', () => {
    const counted = (authorCount?: number) => paperNumber(1, { authors: [], ...(authorCount !== undefined && { authorCount }) });
    assert.equal(mergePapers(counted(4), counted()).authorCount, 4);
    assert.equal(mergePapers(counted(4), counted(5)).authorCount, 5);
  });

  it('calls the work by its arXiv id, else by a DOI, else by a hash, and by the first of a kind', () => {
    const ids = ['hash:00000000000000000000', 'doi:10.2/b', 'arxiv:2401.00002', 'doi:10.1/a', 'arxiv:2401.00001'];
    assert.deepEqual([...ids].sort(byAuthority), ['arxiv:2401.00001', 'arxiv:2401.00002', 'doi:10.1/a', 'doi:10.2/b', ids[0]]);
    const [hash = '', doi = ''] = ids;
    const published = paperNumber(1, { ids: [doi], title: 'As published', abstract: 'publisher' });
    const listed = paperNumber(1, { ids: [hash], title: 'As listed', abstract: 'a far longer text from a list' });
    for (const merged of [mergePapers(published, listed), mergePapers(listed, published)])
      assert.deepEqual([merged.id, merged.ids, merged.title, merged.abstract], [doi, [doi, hash], 'As published', 'publisher']);
  });

  it('takes the later text of two with one id that has an authority behind it, whatever its length', () => {
    for (const id of ['arxiv:2401.00001', 'doi:10.1/x']) {
      const first = paperNumber(1, { ids: [id], abstract: 'the longer text of before' });
      assert.equal(mergePapers(first, { ...first, abstract: 'corrected' }).abstract, 'corrected');
    }
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

  it('is not that of another arXiv id, whatever else is the same', () => {
    const title = 'A rather specific title about sparse retrieval';
    const one = marks(['arxiv:2401.00001', 'doi:10.1/a'], title, ['A. One']);
    assert.ok(!sameWork(one, marks(['arxiv:2401.00002', 'doi:10.1/a'], title, ['A. One'])));
    assert.ok(sameWork(one, marks(['arxiv:2401.00002', 'arxiv:2401.00001'], 'Other', [])));
    assert.ok(sameWork(one, marks(['doi:10.1/a'], 'Other', [])));
    assert.ok(sameWork(marks(['doi:10.1/b'], title, ['A. One']), one));
  });

  it('needs twelve letters and digits of a title beside an author, and twenty-four alone', () => {
    const titled = (length: number, id: string, authors: string[]) => marks([id], 'abcdefghij'.repeat(3).slice(0, length), authors);
    const same = (length: number, authors: string[]) => sameWork(titled(length, 'hash:1', authors), titled(length, 'hash:2', ['A. One']));
    assert.deepEqual(
      [11, 12].map((length) => same(length, ['A. One'])),
      [false, true],
    );
    assert.deepEqual(
      [23, 24].map((length) => same(length, [])),
      [false, true],
    );
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
