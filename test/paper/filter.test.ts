import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { filterSchema, firstDay, lastDay, plainFilterSchema } from '../../src/paper/filter.js';

describe('a filter', () => {
  it('is accepted with every field, with none, and with ids in whatever way they are written', () => {
    assert.deepEqual(filterSchema.parse({}), {});
    const full = {
      from: '2023',
      to: '2024-02-29',
      categories: ['cs.CL', 'cs.*', 'cond-mat.mes-hall', 'hep-th', 'math'],
      authors: [' Paul Erdős '],
      venues: ['NeurIPS 2023'],
      sources: ['arxiv', 'doi', 'other'],
      hasCode: false,
      ids: ['https://arxiv.org/abs/2401.01234v2'],
      notIds: ['DOI: 10.1145/ABC'],
      inProfile: 'Ana',
      notInProfile: 'Émile',
    };
    assert.deepEqual(filterSchema.parse(full), {
      ...full,
      authors: ['Paul Erdős'],
      ids: ['arxiv:2401.01234'],
      notIds: ['doi:10.1145/abc'],
    });
  });

  it('is refused with the name of the field that is wrong', () => {
    const wrong: [unknown, string][] = [
      [{ from: '2024-13' }, 'from'],
      [{ from: '2024-05', to: '2024-04' }, 'from'],
      [{ to: 'yesterday' }, 'to'],
      [{ categories: [] }, 'categories'],
      [{ categories: ['cs.CL; drop'] }, 'categories'],
      [{ categories: ['*'] }, 'categories'],
      [{ authors: [' '] }, 'authors'],
      [{ authors: Array.from({ length: 101 }, () => 'A') }, 'authors'],
      [{ venues: ['x'.repeat(201)] }, 'venues'],
      [{ sources: ['arXiv'] }, 'sources'],
      [{ hasCode: 'yes' }, 'hasCode'],
      [{ ids: ['nonsense'] }, 'ids'],
    ];
    for (const [filter, field] of wrong) {
      assert.equal(filterSchema.safeParse(filter).error?.issues[0]?.path[0], field, JSON.stringify(filter));
    }
    assert.equal(filterSchema.safeParse({ author: ['A'] }).error?.issues[0]?.code, 'unrecognized_keys');
    assert.equal(filterSchema.safeParse({ ids: ['nonsense'] }).error?.issues[0]?.message, 'is not a paper id');
  });

  it('of a profile’s own rules knows no profiles, and is as strict', () => {
    assert.deepEqual(plainFilterSchema.parse({ from: '2024', ids: ['2401.01234v2'] }), { from: '2024', ids: ['arxiv:2401.01234'] });
    assert.equal(plainFilterSchema.safeParse({ inProfile: 'ana' }).error?.issues[0]?.code, 'unrecognized_keys');
    assert.equal(plainFilterSchema.safeParse({ from: '2024-05', to: '2024-04' }).error?.issues[0]?.path[0], 'from');
  });

  it('may begin and end in the same month, year or day', () => {
    for (const day of ['2024', '2024-02', '2024-02-29']) assert.ok(filterSchema.safeParse({ from: day, to: day }).success);
    assert.ok(filterSchema.safeParse({ from: '2024-06', to: '2024' }).success);
  });
});

describe('the days of a date', () => {
  it('are counted from 1970-01-01, before it and in leap years, too', () => {
    assert.deepEqual(['1970-01-01', '1970-01-02', '1969-12-31', '2024-02-29'].map(firstDay), [0, 1, -1, 19_782]);
  });

  it('are all of a month or a year', () => {
    const length = (date: string) => lastDay(date) - firstDay(date) + 1;
    assert.deepEqual(['2024', '2023', '2024-02', '2023-02', '1900-02', '2024-12', '2024-02-29'].map(length), [366, 365, 29, 28, 28, 31, 1]);
  });

  it('agree with the calendar, also of the first centuries', () => {
    const anyDay = fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(anyDay, (date) => {
        const text = date.toISOString().slice(0, 10);
        const day = Math.floor(date.getTime() / 86_400_000);
        assert.equal(firstDay(text), day);
        assert.equal(lastDay(text), day);
        for (const span of [text.slice(0, 7), text.slice(0, 4)]) assert.ok(firstDay(span) <= day && day <= lastDay(span));
      }),
      { seed: 8 },
    );
  });
});
