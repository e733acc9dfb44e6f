import assert from 'node:assert/strict';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readBibtex } from '../../src/formats/parsers/bibtex.js';
import { readerFor } from '../../src/formats/parsers/format-readers.js';
import { removeOldRejects } from '../../src/formats/parsers/old-rejects.js';
import { paperOfRecord } from '../../src/formats/parsers/record.js';
import { isNestedTooDeeply, MAX_JSON_DEPTH, parseJson } from '../../src/input/parse-json.js';
import { latexToUnicode } from '../../src/paper/latex.js';
import { temporaryFolder } from '../support/temporary.js';
import { outline, readAll } from './bytes.js';

const DEPTH = 20_000;
const lists = '['.repeat(DEPTH) + ']'.repeat(DEPTH);
const names = `${'{"name":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`;
const DEEP = [lists, names, `{"title":${names}}`, `{"x":${lists}}`, `{"title":"a","authors":${names}}`];
const before = { title: 'before' };
const after = { title: 'after' };

describe('a record nested 20,000 deep', () => {
  it('is one rejected record of JSON Lines', async () => {
    for (const deep of DEEP) {
      const items = await readAll(readerFor('jsonl'), [JSON.stringify(before), deep, JSON.stringify(after)].join('\n'));
      assert.deepEqual(outline(items), [{ line: 1, record: before }, { problem: 2 }, { line: 3, record: after }]);
      assert.ok(items[1] && 'problem' in items[1]);
      assert.match(items[1].problem, /nested more than 100 levels deep/);
    }
  });

  it('is one rejected record of a JSON array, bare or in an object', async () => {
    for (const deep of DEEP) {
      const list = `[\n${[JSON.stringify(before), deep, JSON.stringify(after)].join(',\n')}]`;
      for (const text of [list, `{"total":3,"papers":${list}}`]) {
        const items = await readAll(readerFor('json'), text);
        assert.deepEqual(outline(items), [{ line: 2, record: before }, { problem: 3 }, { line: 4, record: after }]);
      }
    }
  });

  it('does not overflow where it comes as a value', () => {
    for (const deep of DEEP) {
      if (deep.startsWith('{"title":"a"')) assert.deepEqual(paperOfRecord(JSON.parse(deep)).authors, []);
      else assert.throws(() => paperOfRecord(JSON.parse(deep)), /^RangeError: (?:is no object|has no title)/);
    }
  });
});

describe('JSON from outside', () => {
  it('is what JSON.parse says, up to 100 levels', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 30 }), (value) => {
        const text = JSON.stringify(value);
        assert.deepEqual(parseJson(text), JSON.parse(text));
      }),
    );
    const nested = (levels: number) => `{"a":"]\\"[","b":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
    assert.doesNotThrow(() => parseJson(nested(MAX_JSON_DEPTH)));
    assert.throws(() => parseJson(nested(MAX_JSON_DEPTH + 1)), SyntaxError);
  });

  it('may hold any number of brackets within texts and side by side', () => {
    assert.equal(isNestedTooDeeply(JSON.stringify(['[{"'.repeat(1_000)])), false);
    assert.equal(isNestedTooDeeply(`[${Array(1_000).fill('[{}]').join(',')}]`), false);
  });
});

describe('braces nested 20,000 deep', () => {
  const braces = '{'.repeat(DEPTH) + '}'.repeat(DEPTH);

  it('do not end the reading of BibTeX', () => {
    const found = readBibtex(`@article{a, title = {${braces} A title}}\n@article{b, title = {Another}}`);
    assert.deepEqual(
      found.entries.map(({ title }) => title.trim()),
      // A title of 40,000 characters is none.
      ['', 'Another'],
    );
  });

  it('do not overflow where LaTeX becomes text', () => {
    assert.doesNotThrow(() => latexToUnicode(`\\emph${braces}`));
    assert.doesNotThrow(() => latexToUnicode('\\emph{'.repeat(DEPTH) + '}'.repeat(DEPTH)));
  });
});

describe('the folder of rejects', () => {
  it('keeps the latest hundred files', async () => {
    const folder = join(await temporaryFolder(), 'rejects');
    await removeOldRejects(folder);
    await mkdir(folder);
    for (let i = 0; i < 120; i++) {
      const path = join(folder, `${i}.jsonl`);
      await writeFile(path, '');
      await utimes(path, i, i);
    }
    await writeFile(join(folder, 'notes.txt'), '');
    await removeOldRejects(folder);
    const left = await readdir(folder);
    assert.equal(left.length, 100);
    assert.ok(left.includes('notes.txt') && left.includes('119.jsonl') && !left.includes('20.jsonl'));
  });
});
