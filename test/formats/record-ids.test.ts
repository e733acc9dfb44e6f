import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paperOfRecord } from '../../src/formats/parsers/record.js';
import { hashId } from '../../src/paper/id.js';

const HASH = hashId('A title', undefined);

/** The ids of a record with these fields, and what was said of those left aside. */
function idsOf(fields: Record<string, unknown>): { ids: string[]; remarks: string[] } {
  const remarks: string[] = [];
  const { ids } = paperOfRecord({ title: 'A title', ...fields }, (text) => remarks.push(text));
  return { ids, remarks };
}

describe('the ids that a record claims', () => {
  it('are one arXiv id and one DOI, and the arXiv DOI of the same paper is no second one', () => {
    const both = ['arxiv:2401.00001', 'doi:10.1000/one'];
    assert.deepEqual(idsOf({ arxiv: '2401.00001v3', doi: '10.1000/ONE' }), { ids: both, remarks: [] });
    assert.deepEqual(idsOf({ doi: '10.48550/arXiv.2401.00001 10.1000/one' }), { ids: both, remarks: [] });
    assert.deepEqual(idsOf({ url: ['https://arxiv.org/abs/2401.00001', 'https://arxiv.org/pdf/2401.00001v2'] }), {
      ids: ['arxiv:2401.00001'],
      remarks: [],
    });
  });

  const two = ['https://arxiv.org/abs/2401.00001', 'https://arxiv.org/abs/2401.00002'];
  const lists: [name: string, value: unknown][] = [
    ['blanks between', two.join(' ')],
    ['a line break between', two.join('\n')],
    ['a semicolon between', two.join(';')],
    ['a comma between', two.join(', ')],
    ['a JSON list', two],
    ['bare ids', '2401.00001, 2401.00002'],
    ['DOIs', '10.1000/one;10.1000/two'],
    ['453 of them', Array.from({ length: 453 }, (_, i) => `https://arxiv.org/abs/2401.${String(i).padStart(5, '0')}`).join(' ')],
  ];
  for (const [name, value] of lists) {
    it(`are none of a field that lists papers: ${name}`, () => {
      const { ids, remarks } = idsOf({ link: value });
      assert.deepEqual(ids, [HASH]);
      assert.equal(remarks.length, 1);
      assert.match(remarks[0] ?? '', /^its link names \d+( or more)? papers: taken for references, not for its id$/);
      assert.deepEqual(idsOf({ link: value, arxiv: '2402.00009' }).ids, ['arxiv:2402.00009']);
    });
  }

  it('are those of the more exact field where two contradict each other, and that is said', () => {
    const { ids, remarks } = idsOf({
      arxiv_id: '2401.00001',
      doi: '10.1000/one',
      url: 'http://arxiv.org/abs/2401.00009',
      link: 'doi:10.1000/two',
    });
    assert.deepEqual(ids, ['arxiv:2401.00001', 'doi:10.1000/one']);
    assert.deepEqual(remarks, [
      'its url names arxiv:2401.00009, but the record is arxiv:2401.00001: left aside',
      'its link names doi:10.1000/two, but the record is doi:10.1000/one: left aside',
    ]);
  });

  it('are all of our own export, but for one that lists several papers', () => {
    const exported = ['arxiv:2401.00001', 'doi:10.1000/one', 'doi:10.1000/two', HASH];
    assert.deepEqual(idsOf({ id: exported[0], ids: exported }), { ids: exported, remarks: [] });
    const forged = ['arxiv:2401.00001', 'arxiv:2401.00002'];
    assert.deepEqual(idsOf({ id: forged[0], ids: forged }).ids, ['arxiv:2401.00001']);
    const many = Array.from({ length: 20 }, (_, i) => `doi:10.1000/${i}`);
    assert.deepEqual(idsOf({ id: many[0], ids: many }).ids, ['doi:10.1000/0']);
    assert.deepEqual(idsOf({ ids: many }).ids, [HASH]);
  });

  it('are found beside other words, and a DOI keeps the signs that stand between ids elsewhere', () => {
    assert.deepEqual(idsOf({ eprint: 'see arXiv:2401.00001 (v2)' }).ids, ['arxiv:2401.00001']);
    const old = '10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O';
    assert.deepEqual(idsOf({ doi: old }).ids, [`doi:${old.toLowerCase()}`]);
  });

  it('are none with characters that were lost, and are clean of those that nobody sees', () => {
    assert.deepEqual(idsOf({ doi: '10.1000/abc\ud800def' }).ids, [HASH]);
    assert.deepEqual(idsOf({ doi: '10.1000/abc\ufffd' }).ids, [HASH]);
    assert.deepEqual(idsOf({ doi: '10.1000/a\u0000b\u202ec\u200bd' }).ids, ['doi:10.1000/abcd']);
    assert.deepEqual(idsOf({ doi: `10.1000/${'x'.repeat(500)}` }).ids, [HASH]);
  });
});
