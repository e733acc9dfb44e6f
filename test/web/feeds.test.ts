import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { csv } from '../../src/formats/parsers/csv.js';
import { mapAsCsv } from '../../src/map/map-csv.js';
import { actionSchema } from '../../src/profile/event.js';
import { topicDescriptionSchema, topicNameSchema } from '../../src/stores/named-topic-store.js';
import { renameTopicSchema } from '../../src/topics/query.js';
import { topicFeed } from '../../src/web/topic-feed.js';
import { readAll } from '../formats/bytes.js';

/** @throws where the text is no well-formed XML. */
function titlesOf(xml: string): string[] {
  const titles: string[] = [];
  let text = '';
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', () => {
    text = '';
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('cdata', (more) => {
    text += more;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'title') titles.push(text);
  });
  parser.write(xml).close();
  return titles;
}

/** Any code units at all, and what is dangerous in XML more often. */
const text = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(']]>', '<', '&', '\u0000', '\u001b', '\uffff', '\ud800', '<![CDATA['),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

describe('a feed', () => {
  it('is well-formed XML whatever names, titles, abstracts and authors hold', () => {
    fc.assert(
      fc.property(text, text, text, text, (name, title, abstract, author) => {
        const paper = { id: 'arxiv:2501.00001', ids: [], title, abstract, authors: [author], categories: [], keywords: [] };
        const about = { id: 't1', name, server: 'http://localhost', updated: '2026-01-01T00:00:00Z' };
        assert.equal(titlesOf(topicFeed({ ...about, papers: [paper] })).length, 2);
      }),
      { numRuns: 500 },
    );
  });

  it('says titles as they are', () => {
    const paper = { id: 'arxiv:2501.00001', ids: [], title: 'A < B & é 𝒳', abstract: '', authors: [], categories: [], keywords: [] };
    const feed = topicFeed({ id: 't1', name: 'KV', server: 'http://localhost', updated: '2026-01-01T00:00:00Z', papers: [paper] });
    assert.deepEqual(titlesOf(feed), ['KV: new papers', paper.title]);
  });
});

describe('a name that a person gives', () => {
  const given = 'KV\u0000\u001b\u202e\u2066\ud800 \n cache';

  it('loses what nobody can see', () => {
    assert.equal(topicNameSchema.parse(given), 'KV\ufffd cache');
    assert.equal(renameTopicSchema.parse({ topic: 't1', name: given }).name, 'KV\ufffd cache');
    for (const action of [
      { kind: 'follow', what: 'topic', name: given },
      { kind: 'interest', interest: 'x', name: given },
    ] as const)
      assert.equal('name' in action && Reflect.get(actionSchema.parse(action), 'name'), 'KV\ufffd cache');
    assert.equal(topicDescriptionSchema.parse('two\nlines\u0007'), 'two\nlines');
  });

  it('keeps letters of all scripts', () => {
    for (const name of ['注意力', 'Ελληνικά', 'क्षमता', 'עברית', '🙂 emoji']) assert.equal(topicNameSchema.parse(name), name);
  });
});

describe('a map as CSV', () => {
  const table = async (titles: readonly string[]) => {
    const map = {
      keys: Uint32Array.from(titles, (_, i) => i),
      x: new Float32Array(titles.length).fill(-1),
      y: new Float32Array(titles.length),
      identity: 'test',
      landmarks: 0,
    };
    const describeRows = async (keys: readonly number[]) => keys.map((key) => ({ id: 'other:x', title: titles[key] ?? '', topic: '+1' }));
    let csv = '';
    for await (const rows of mapAsCsv(map, describeRows)) csv += rows;
    return csv;
  };

  it('has no cell that a spreadsheet takes for a formula, and numbers stay numbers', async () => {
    for (const title of ['=1+1', '+x', '-x', '@x', '\tx', '\r=x', "'=x"]) {
      const row = (await table([title])).slice('id,title,x,y,topic\r\n'.length);
      assert.match(row, /^other:x,"?'/, title);
      assert.match(row, /,-1\.0000,0\.0000,'\+1\r\n$/);
    }
    assert.match(await table(["O'Hara - a title"]), /,O'Hara - a title,/);
  });

  it('gives back the titles that it was made of when it is read again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.stringMatching(/^['=+@\-a-z",]{1,8}$/), { minLength: 1, maxLength: 5 }), async (titles) => {
        const items = await readAll(csv, await table(titles));
        assert.deepEqual(
          items.map((item) => ('record' in item ? Reflect.get(Object(item.record), 'title') : item)),
          titles,
        );
      }),
    );
  });
});
