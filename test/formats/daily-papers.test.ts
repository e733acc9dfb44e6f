import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readerFor } from '../../src/formats/parsers/format-readers.js';
import { readAll } from './bytes.js';

/** An invented abstract; each begins in its own way. */
const abstractOf = (subject: string) =>
  `We study ${subject}. ${'It is invented for a test, and says so at some length. '.repeat(5)}The end.`;
const HEAD =
  'new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\nbyAK and the research community\n\nMay 13\n\n';

const recordsOf = async (page: string) => {
  const items = await readAll(readerFor('daily-papers', { now: new Date('2026-06-01') }), page);
  return items.map((item) => ('record' in item ? item.record : item));
};

describe('the Daily Papers reader', () => {
  it('reads authors or organisation, date and comments, and leaves out what a paper does not state', async () => {
    const page = [
      `${HEAD}A paper with authors`,
      abstractOf('authors'),
      '  • 12 authors\n·\nMay 9, 2021 4',
      'A paper of an organisation',
      abstractOf('organisations'),
      'Berkeley UC Berkeley\n·\nMar 10',
      'A paper without facts',
      abstractOf('nothing'),
      'Is the next one read as well?',
      abstractOf('questions'),
      '  • 1 authors\n·\nApr 5 6',
    ].join('\n\n');
    assert.deepEqual(await recordsOf(page), [
      { title: 'A paper with authors', abstract: abstractOf('authors'), authorCount: 12, published: '2021-05-09', comments: 4 },
      { title: 'A paper of an organisation', abstract: abstractOf('organisations'), organisation: 'UC Berkeley', published: '2026-03-10' },
      { title: 'A paper without facts', abstract: abstractOf('nothing') },
      { title: 'Is the next one read as well?', abstract: abstractOf('questions'), authorCount: 1, published: '2026-04-05', comments: 6 },
    ]);
  });

  it('keeps the paragraphs of an abstract, short ones with a full stop included', async () => {
    const page = `${HEAD}A title\n\n${abstractOf('one')}\n\nOur contributions are:\n\n${abstractOf('two')}\n\nCode is at https://example.org/code\n\n  • 2 authors\n·\nMar 1\n`;
    const abstract = [abstractOf('one'), 'Our contributions are:', abstractOf('two'), 'Code is at https://example.org/code'].join('\n\n');
    assert.deepEqual(await recordsOf(page), [{ title: 'A title', abstract, authorCount: 2, published: '2026-03-01' }]);
  });

  it('takes no menus, buttons, counts or teasers for papers', async () => {
    const page = [
      'Hugging Face\n\nModels\n\nDatasets\n\nSpaces\n\nPricing\n\nLog In\n\nSign Up',
      `${HEAD}Previous\n\nNext\n\nSubmitted by\n\nsomeone\n\n121\n\nUpvote 12\n\nA title`,
      abstractOf('menus'),
      '27\n\nGitHub\n\n1.2k\n\nsomeone\n\n  • 3 authors\n·\nMay 12 1\n\nUpvote\n\n5',
      'A teaser\n\nToo short to be an abstract.',
      'Another title',
      abstractOf('ends'),
      'Previous\n\nNext\n\nCompany\n\nTOS\n\nPrivacy\n\nAbout\n\nJobs',
    ].join('\n\n');
    assert.deepEqual(await recordsOf(page), [
      { title: 'A title', abstract: abstractOf('menus'), authorCount: 3, published: '2026-05-12', comments: 1 },
      { title: 'Another title', abstract: abstractOf('ends') },
    ]);
  });

  it('reads facts that a browser has put on one line', async () => {
    const page = `${HEAD}A title\n${abstractOf('lines')}\n• 1,024 authors · May 9, 2021 3\nAnother title\n${abstractOf('more lines')}\nnvidia NVIDIA · Apr 5 6`;
    assert.deepEqual(await recordsOf(page), [
      { title: 'A title', abstract: abstractOf('lines'), authorCount: 1024, published: '2021-05-09', comments: 3 },
      { title: 'Another title', abstract: abstractOf('more lines'), organisation: 'NVIDIA', published: '2026-04-05', comments: 6 },
    ]);
  });

  it('gives each of several pages in one file the year of its own', async () => {
    const paper = (subject: string, date: string) => `About ${subject}\n\n${abstractOf(subject)}\n\n  • 3 authors\n·\n${date}\n\n`;
    const years = async (page: string) => (await recordsOf(page)).map((record) => (record as { published: string }).published);
    const [older, newer] = [
      `${HEAD.replace('May 13', 'Dec 9')}${paper('one', 'Dec 8')}`,
      `${HEAD}${paper('two', 'May 12')}${paper('three', 'Dec 8, 2025')}`,
    ];
    assert.deepEqual(await years(older + newer), ['2025-12-08', '2026-05-12', '2025-12-08']);
  });
});
