import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';
import { dailyPapers } from '../../src/formats/parsers/daily-papers.js';
import { jsonl } from '../../src/formats/parsers/jsonl.js';
import { paperOfRecord } from '../../src/formats/parsers/record.js';
import { detectFormat, PEEK_BYTES } from '../../src/formats/registry/detect.js';
import type { Paper } from '../../src/paper/paper.js';
import { cleanAbstract, cleanLine } from '../../src/paper/text.js';
import { allOf } from './bytes.js';

const DATA = join(PACKAGE_ROOT, '..', 'shared', 'data');
const skip = existsSync(DATA) ? false : 'needs ../shared/data';

describe('the real Daily Papers page', { skip }, () => {
  const page = join(DATA, 'daily-papers-page.txt');
  const papers = async () => {
    const items = await allOf(dailyPapers.read(createReadStream(page), { now: new Date('2026-06-01') }));
    return items.map((item) => ('record' in item ? paperOfRecord(item.record) : assert.fail(item.problem)));
  };

  it('is recognised', async () => {
    assert.equal(await detectFormat(readFileSync(page, 'utf8').slice(0, PEEK_BYTES)), 'daily-papers');
  });

  it('has 53 papers: a long line of the page each, and every line of facts taken', async () => {
    const found = await papers();
    const lines = readFileSync(page, 'utf8').split('\n');
    assert.equal(found.length, 53);
    assert.equal(found.length, lines.filter((line) => line.length >= 200).length);
    const counts = lines.flatMap((line) => /• (\d+) authors/.exec(line)?.[1] ?? []);
    assert.deepEqual(
      found.flatMap(({ authorCount }) => authorCount ?? []),
      counts.map(Number),
    );
    assert.deepEqual(
      found.flatMap(({ organisation }) => organisation ?? []),
      ['UC Berkeley', 'Reactive AI', 'EverMind-AI', 'NVIDIA'],
    );
    assert.equal(found.filter(({ published }) => published !== undefined).length, lines.filter((line) => line === '·').length);
    assert.deepEqual(
      found.filter(({ published }) => published === undefined).map(({ title }) => title.slice(0, 12)),
      ['SCALE: Selec', 'Beyond Accur', 'Orthographic', 'DiffRetrieve'],
    );
  });

  it('leaves the year out of the dates of 2026 only', async () => {
    const years = (await papers()).map(({ published }) => published?.slice(0, 4));
    assert.equal(years.filter((year) => year === '2026').length, 14);
    assert.deepEqual([...new Set(years)].sort(), ['2021', '2023', '2024', '2025', '2026', undefined]);
  });

  it('counts comments where there are some', async () => {
    const commented = (await papers())
      .filter(({ comments }) => comments !== undefined)
      .map(({ title, comments }) => `${title.slice(0, 9)} ${comments}`);
    assert.deepEqual(commented, [
      'Can Large 2',
      'MathBridg 1',
      'Flash-KMe 3',
      'λ-ECLIPSE 3',
      'TensorBLE 2',
      'Sleep-tim 3',
      'MSA: Memo 2',
      'Symbolic  2',
      'Discoveri 5',
      'ZeCO: Zer 1',
      'APOLLO: S 2',
      'TriAttent 6',
    ]);
  });
});

describe('the real dumps', { skip }, () => {
  for (const name of ['arxiv-2025', 'conferences']) {
    it(`gives a paper, or the reason why not, for the first 20,000 records of ${name}, clean once and for all`, async () => {
      const zstd = spawn('zstd', ['-dc', '--long=27', join(DATA, `${name}.jsonl.zst`)]);
      const reasons = new Map<string, number>();
      const papers: Paper[] = [];
      let read = 0;
      for await (const item of jsonl.read(zstd.stdout)) {
        if (++read > 20_000) break;
        assert.ok('record' in item);
        try {
          papers.push(paperOfRecord(item.record));
        } catch (error) {
          assert.ok(error instanceof RangeError);
          reasons.set(error.message, (reasons.get(error.message) ?? 0) + 1);
        }
      }
      zstd.kill();
      assert.deepEqual([...reasons.keys()], []);
      for (const { title, abstract } of papers) {
        assert.equal(cleanLine(title), title);
        assert.equal(cleanAbstract(abstract), abstract);
      }
    });
  }
});
