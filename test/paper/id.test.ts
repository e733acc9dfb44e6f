import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hashId, parseId, requireId, urlOf } from '../../src/paper/id.js';
import { paperIdsSchema } from '../../src/paper/id-schema.js';

describe('an id', () => {
  const same: [canonical: string, spellings: string[]][] = [
    [
      'arxiv:2401.01234',
      [
        '2401.01234',
        '2401.01234v3',
        ' arXiv:2401.01234 ',
        'ARXIV: 2401.01234v2',
        'https://arxiv.org/abs/2401.01234v1',
        'http://www.arxiv.org/pdf/2401.01234.pdf',
        'arxiv.org/pdf/2401.01234v2.pdf',
        'https://huggingface.co/papers/2401.01234',
        'https://arxiv.org/html/2401.01234v1#S3',
        'https://www.alphaxiv.org/abs/2401.01234',
        '10.48550/arXiv.2401.01234',
        'https://doi.org/10.48550/ARXIV.2401.01234',
      ],
    ],
    ['arxiv:0704.0001', ['0704.0001', 'arXiv:0704.0001v2']],
    ['arxiv:math/0309136', ['math/0309136', 'math.GT/0309136v1', 'https://arxiv.org/abs/math/0309136']],
    ['arxiv:cond-mat/9901001', ['cond-mat/9901001', 'arXiv:cond-mat/9901001']],
    [
      'doi:10.1145/3477495.3531857',
      [
        '10.1145/3477495.3531857',
        'DOI:10.1145/3477495.3531857',
        'https://doi.org/10.1145/3477495.3531857',
        'https://dx.doi.org/10.1145/3477495.3531857.',
      ],
    ],
    ['doi:10.1002/(sici)1097', ['10.1002/(SICI)1097']],
  ];
  for (const [canonical, spellings] of same) {
    for (const spelling of spellings) {
      it(`reads "${spelling}" as ${canonical}`, () => assert.equal(parseId(spelling), canonical));
    }
  }

  for (const text of ['', 'hello', '2401', '2413.01234', '1234.567', '10.1145', '10/abc', 'https://example.org/paper', 'hash:xyz']) {
    it(`does not take "${text}" for one`, () => {
      assert.equal(parseId(text), undefined);
      assert.throws(() => requireId(text), { code: 'INVALID_ID', value: text });
    });
  }

  it('reads every canonical id as itself', () => {
    const canonical = fc.constantFrom(
      'arxiv:2401.01234',
      'arxiv:hep-th/9901001',
      'doi:10.1145/3477495.3531857',
      hashId('A title', 'An Author'),
    );
    fc.assert(fc.property(canonical, (id) => parseId(id) === id));
  });

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseId(text) === undefined || typeof parseId(text) === 'string'));
  });

  it('made of title and author does not change with case, accents and punctuation', () => {
    assert.equal(hashId('Größe: a Study', 'Müller, K.'), hashId('GROSSE — A study'.replace('GROSSE', 'Größe'), 'Muller K'));
    assert.notEqual(hashId('A title', 'One'), hashId('A title', 'Two'));
    assert.match(hashId('題名', undefined), /^hash:[0-9a-f]{20}$/);
  });

  it('leads to where the paper can be read', () => {
    assert.equal(urlOf('arxiv:2401.01234'), 'https://arxiv.org/abs/2401.01234');
    assert.equal(urlOf('doi:10.1145/1'), 'https://doi.org/10.1145/1');
    assert.equal(urlOf('hash:00'), undefined);
  });

  it('comes with up to 999 others in a call, and never with none', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `2401.${String(i).padStart(5, '0')}v2`);
    assert.deepEqual(
      [0, 1, 1_000, 1_001].map((count) => paperIdsSchema.safeParse(ids(count)).success),
      [false, true, true, false],
    );
    assert.deepEqual(paperIdsSchema.parse(ids(1)), ['arxiv:2401.00000']);
    assert.equal(paperIdsSchema.safeParse(['no id']).success, false);
  });
});
