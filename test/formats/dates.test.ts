import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoDate, pageDate, yearOfPage } from '../../src/formats/parsers/page-dates.js';
import { publicationDate } from '../../src/formats/parsers/publication-date.js';

const dates = (...lines: string[]) => lines.flatMap((line) => pageDate(line) ?? []);

describe('pageDate', () => {
  it('reads a day, the year if it is there, and the count of comments after it', () => {
    assert.deepEqual(pageDate('Mar 14'), { year: undefined, month: 3, day: 14, comments: undefined });
    assert.deepEqual(pageDate('Apr 5 6'), { year: undefined, month: 4, day: 5, comments: 6 });
    assert.deepEqual(pageDate('Aug 15, 2024 2'), { year: 2024, month: 8, day: 15, comments: 2 });
  });

  it('takes nothing else for a date', () => {
    for (const line of ['', 'May', 'May 32', 'May 0', 'Mayday 3', 'May 13 was a day', '14 Mar', 'Mar 14,2025x'])
      assert.equal(pageDate(line), undefined, line);
  });
});

describe('yearOfPage', () => {
  const now = new Date('2026-06-01T12:00:00Z');

  it('is the latest year in which no date without a year is still to come', () => {
    assert.equal(yearOfPage(dates('Mar 14', 'May 13'), now), 2026);
    assert.equal(yearOfPage(dates('Mar 14', 'Nov 13'), now), 2025);
  });

  it('allows for a page from where the day has begun already', () => {
    assert.equal(yearOfPage(dates('Jun 2'), now), 2026);
    assert.equal(yearOfPage(dates('Jan 1'), new Date('2025-12-31T20:00:00Z')), 2026);
    assert.equal(yearOfPage(dates('Jun 4'), now), 2025);
  });

  it('is later than every year that the page writes out, whatever the clock says', () => {
    assert.equal(yearOfPage(dates('Mar 14', 'Dec 1, 2025'), new Date('2024-01-01')), 2026);
    assert.equal(yearOfPage(dates('Nov 14', 'Dec 1, 2025'), now), 2026);
  });

  it('has a 29 February where a date needs one', () => {
    assert.equal(yearOfPage(dates('Feb 29'), now), 2024);
    assert.equal(yearOfPage(dates('Feb 30', 'Feb 28'), now), 2026);
  });
});

describe('isoDate', () => {
  it('is undefined when there is no such day', () => {
    const [leap, never, dated] = dates('Feb 29', 'Apr 31', 'Sep 1, 2023');
    assert.ok(leap && never && dated);
    assert.equal(isoDate(leap, 2024), '2024-02-29');
    assert.equal(isoDate(leap, 2025), undefined);
    assert.equal(isoDate(never, 2025), undefined);
    assert.equal(isoDate(dated, 2026), '2023-09-01');
  });
});

describe('publicationDate', () => {
  it('is as exact as it is stated, in the many ways of sources', () => {
    const ways: [unknown, string][] = [
      [2024, '2024'],
      ['2024', '2024'],
      ['2024-5', '2024-05'],
      ['2024/05/03', '2024-05-03'],
      ['2024-02-07 19:07:10', '2024-02-07'],
      ['2024-02-07T23:59:59-05:00', '2024-02-07'],
      ['2024-00-00', '2024'],
      ['2024-05-00', '2024-05'],
      ['Mon, 2 Apr 2007 19:18:42 GMT', '2007-04-02'],
      ['7 February 2024', '2024-02-07'],
      ['February 7, 2024', '2024-02-07'],
      ['Sept. 2024', '2024-09'],
    ];
    for (const [value, date] of ways) assert.equal(publicationDate(value), date, String(value));
  });

  it('is undefined for what is no date', () => {
    for (const value of [
      '',
      'in press',
      '2024-13',
      '2024-02-31',
      '07/02/2024',
      24,
      '0000',
      '24',
      null,
      {},
      ['2024'],
      'Foo 2024',
      '99 May 2024',
    ]) {
      assert.equal(publicationDate(value), undefined, String(value));
    }
  });
});
