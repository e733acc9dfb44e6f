import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import zlib from 'node:zlib';
import type { ReadItem } from '../../src/formats/format-parser.js';
import { FORMAT_NAMES, type Format } from '../../src/formats/registry/formats.js';
import { openFileSource } from '../../src/sources/files/file-source.js';
import { outline } from '../formats/bytes.js';
import { MemorySource, slowly } from '../support/memory-source.js';
import { temporaryFolder } from '../support/temporary.js';
import { describePaperSource } from './paper-source-contract.js';

const folder = await temporaryFolder();
const now = new Date('2026-06-01');
const abstract = `${'We study invented things. '.repeat(9)}Done.`;

/** Of each format. `more` is a longer one; `waits` is where a pipe has given its first record. */
const FILES: Record<Format, { content: string; items: unknown[]; more: string; waits: string }> = {
  jsonl: {
    content: '{"title":"One"}\n{"title": oops}\n{"title":"Three"}\n',
    items: [{ line: 1, record: { title: 'One' } }, { problem: 2 }, { line: 3, record: { title: 'Three' } }],
    more: '{"title":"Four"}\n',
    waits: '{"title":"One"}\n{"title',
  },
  json: {
    content: '[{"title":"One"},\n{"title":"Two"},\n{"title": oops}]',
    items: [{ line: 1, record: { title: 'One' } }, { line: 2, record: { title: 'Two' } }, { problem: 3 }],
    more: '\n',
    waits: '[{"title":"One"},\n',
  },
  csv: {
    content: 'title,year\nOne,2024\nragged\nThree,2025\n',
    items: [{ line: 2, record: { title: 'One', year: '2024' } }, { problem: 3 }, { line: 4, record: { title: 'Three', year: '2025' } }],
    more: 'Four,2026\n',
    waits: 'title,year\nOne,2024\nT',
  },
  'daily-papers': {
    content: [1, 2, 3].map((number) => `Study ${number}\n\n${abstract}\n\n·\nMar ${number} 2\n\n`).join(''),
    items: [1, 2, 3].map((number) => ({
      line: 7 * number - 6,
      record: { title: `Study ${number}`, abstract, published: `2026-03-0${number}`, comments: 2 },
    })),
    more: `Study 4\n\n${abstract}\n`,
    waits: `Study 1\n\n${abstract}\n\nDaily Papers\n`,
  },
};

for (const format of FORMAT_NAMES) {
  const { content, items, more, waits } = FILES[format];
  for (const [ending, pack] of [['', Buffer.from] as const, ['.gz', zlib.gzipSync] as const]) {
    const path = join(folder, `papers.${format}${ending}`);
    const saved = async (name: string, text: string, at = now) => {
      await writeFile(name, pack(text));
      await utimes(name, at, at);
      return openFileSource(name, { format: ending === '' ? undefined : format, now });
    };
    describePaperSource({
      name: `a file of ${format}${ending}`,
      items,
      open: () => saved(path, content),
      openOther: () => saved(`${path}-other`, content),
      openChanged: () => saved(path, content + more, new Date('2026-06-02')),
      openSlow: async () => {
        const stdin = new PassThrough();
        stdin.write(waits);
        return openFileSource('-', { format, now, stdin });
      },
    });
  }
}

const ITEMS: ReadItem[] = [
  { line: 1, record: { title: 'One' } },
  { line: 2, problem: 'is broken', excerpt: '' },
  { line: 3, record: { title: 'Three' } },
];

async function* records(): AsyncGenerator<ReadItem> {
  yield* ITEMS;
}

describePaperSource({
  name: 'a source in memory',
  items: outline(ITEMS),
  open: async () => new MemorySource(records()),
  openOther: async () => new MemorySource(records(), { name: 'another' }),
  openChanged: async () => new MemorySource(records(), { state: 'later' }),
  openSlow: async () => new MemorySource(slowly(ITEMS.slice(0, 1))),
});
