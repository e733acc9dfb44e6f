import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PaperkinError } from '../../src/errors.js';
import { parseQuery } from '../../src/input/parse-query.js';
import { listSchema, searchSchema, similarSchema } from '../../src/search/query.js';

describe('a question', () => {
  it('gets its defaults', () => {
    assert.deepEqual(parseQuery(searchSchema, { query: 'KV cache' }), {
      query: 'KV cache',
      k: 10,
      mode: 'hybrid',
      sort: 'relevance',
      halfLife: 365,
      diversity: 0,
    });
    assert.deepEqual(parseQuery(listSchema, {}), { limit: 50 });
  });

  it('may write ids as people do', () => {
    const { ids } = parseQuery(similarSchema, { ids: ['https://arxiv.org/abs/2401.01234v2', 'DOI:10.1145/ABC'] });
    assert.deepEqual(ids, ['arxiv:2401.01234', 'doi:10.1145/abc']);
  });

  const refused: [name: string, schema: Parameters<typeof parseQuery>[0], input: unknown, code: string, message: RegExp][] = [
    ['an empty text', searchSchema, { query: '  ' }, 'TEXT_EMPTY', /query: needs at least one letter/],
    ['a text of signs', searchSchema, { query: '?!🎉' }, 'TEXT_EMPTY', /letter or digit/],
    ['a text that is a book', searchSchema, { query: 'a'.repeat(20_001) }, 'INVALID_INPUT', /20000/],
    ['a date that is none', searchSchema, { query: 'x', filter: { from: '2024-13' } }, 'INVALID_INPUT', /filter.from: is not a date/],
    ['no papers', searchSchema, { query: 'x', k: 0 }, 'INVALID_INPUT', /k:/],
    ['more papers than an answer holds', searchSchema, { query: 'x', k: 1_001 }, 'INVALID_INPUT', /k:.*1000/],
    ['half a paper', searchSchema, { query: 'x', k: 1.5 }, 'INVALID_INPUT', /k:/],
    ['a field that there is not', searchSchema, { query: 'x', limit: 3 }, 'INVALID_INPUT', /limit/],
    ['neither ids nor text', similarSchema, {}, 'INVALID_INPUT', /give ids, a text, or both/],
    ['diversity by date', searchSchema, { query: 'x', diversity: 0.5, sort: 'date' }, 'INVALID_INPUT', /diversity: cannot/],
    ['diversity of a thousand', searchSchema, { query: 'x', diversity: 0.5, k: 1_000 }, 'INVALID_INPUT', /k: is at most 100/],
    ['a score beyond all', similarSchema, { text: 'x', minScore: 1.5 }, 'INVALID_INPUT', /minScore/],
    ['no time at all', searchSchema, { query: 'x', sort: 'recency', halfLife: 0 }, 'INVALID_INPUT', /halfLife/],
    ['what is no id', similarSchema, { ids: ['2401.01234', 'nonsense'] }, 'INVALID_ID', /"nonsense"/],
    ['nothing at all', similarSchema, null, 'INVALID_INPUT', /object/],
  ];
  for (const [name, schema, input, code, message] of refused) {
    it(`with ${name} is refused, with the reason`, () => assert.throws(() => parseQuery(schema, input), { code, message }));
  }

  it('of any kind gets an answer or one of our errors', () => {
    fc.assert(
      fc.property(fc.constantFrom(searchSchema, similarSchema, listSchema), fc.anything(), (schema, input) => {
        try {
          parseQuery(schema, input);
        } catch (error) {
          assert.ok(error instanceof PaperkinError, String(error));
        }
      }),
    );
  });
});
