import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readStarter, TOPICS, wordsOf } from './starter-records.js';

const records = readStarter();

describe('the starter corpus', () => {
  it('has at least 400 papers, each once', () => {
    assert.ok(records.length >= 400, `${records.length} papers`);
    const titles = records.map(({ title }) => wordsOf(title).join(' '));
    assert.equal(new Set(titles).size, records.length);
    const ids = records.flatMap(({ id }) => id ?? []);
    assert.equal(new Set(ids).size, ids.length);
  });

  for (const topic of TOPICS) {
    it(`has 15 papers or more on ${topic}`, () => {
      const count = records.filter(({ keywords }) => keywords.includes(topic)).length;
      assert.ok(count >= 15, `${count} papers`);
    });
  }

  it('summarises each paper in 40 to 90 words', () => {
    for (const { title, summary } of records) {
      const count = summary.split(/\s+/).length;
      assert.ok(count >= 40 && count <= 90, `${count} words for "${title}"`);
    }
  });

  it('states when each paper was published, if the source says so, and nothing it does not know', () => {
    for (const record of records) {
      if (record.published !== undefined) assert.match(record.published, /^\d{4}-\d{2}-\d{2}$/);
      assert.ok(record.id === undefined || /^\d{4}\.\d{4,5}$|^[a-z-]+\/\d{7}$/.test(record.id), record.title);
    }
  });
});
