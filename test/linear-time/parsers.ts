import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { z } from 'zod';
import { readLineBatches } from '../../src/cli/embed-stdin/lines.js';
import { TextRecords } from '../../src/cli/embed-stdin/records.js';
import { plain, truncateToWidth, wrap } from '../../src/cli/terminal/terminal.js';
import { escaped, wrapText } from '../../src/drawing/chart-text.js';
import { Tokeniser } from '../../src/embedding/local/tokeniser.js';
import { BUNDLED_MODEL } from '../../src/files/package-root.js';
import { authorNames } from '../../src/formats/parsers/author-names.js';
import { readBibtex } from '../../src/formats/parsers/bibtex.js';
import { csv } from '../../src/formats/parsers/csv.js';
import { dailyPapers } from '../../src/formats/parsers/daily-papers.js';
import { json } from '../../src/formats/parsers/json.js';
import { jsonl } from '../../src/formats/parsers/jsonl.js';
import { libraryEntry } from '../../src/formats/parsers/library-entry.js';
import { pageDate } from '../../src/formats/parsers/page-dates.js';
import { publicationDate } from '../../src/formats/parsers/publication-date.js';
import { paperOfRecord } from '../../src/formats/parsers/record.js';
import { readRis } from '../../src/formats/parsers/ris.js';
import { detectFormat } from '../../src/formats/registry/detect.js';
import { facetsOf, selectionOf } from '../../src/lexical/facets.js';
import { termId } from '../../src/lexical/term-id.js';
import { analyse } from '../../src/lexical/term-vector.js';
import { termsOf, tokenize } from '../../src/lexical/terms.js';
import { type Definition, definitionsIn, otherForms } from '../../src/named-topics/acronyms.js';
import { parseId } from '../../src/paper/id.js';
import { paperOf } from '../../src/paper/merge.js';
import { cleanAbstract, cleanLine } from '../../src/paper/text.js';
import { authorKey, sameWork, titleKey } from '../../src/paper/work.js';
import { profileNameSchema } from '../../src/profile/profile.js';
import { readProfile } from '../../src/profile/read-profile.js';
import { conditionsOf } from '../../src/search/conditions.js';
import { readCursor } from '../../src/search/cursor.js';
import { searchSchema } from '../../src/search/query.js';
import { parseQuestion } from '../../src/search/syntax.js';
import { formOf } from '../../src/server/http/form.js';
import { decodedId, parametersOf } from '../../src/server/http/input.js';
import { hostAllowed, originAllowed } from '../../src/server/http/security.js';
import { decompressed } from '../../src/sources/files/decompress.js';
import { foldTopicName } from '../../src/stores/named-topic-store.js';
import { AcronymReader } from '../../src/topics/labels/acronyms.js';
import { readPhrases } from '../../src/topics/labels/phrases.js';
import { Spelling } from '../../src/topics/labels/spelling.js';
import { writtenNames } from '../../src/trends/echoes.js';
import { allOf, inChunks, readAll } from '../formats/bytes.js';

export interface Parser {
  name: string;
  run: (text: string) => unknown;
  /** Characters of the smallest text. Default 4,000; less where each costs much. */
  size?: number;
  /** What stands around the text, each in turn: without it the text may be refused before it is read. */
  around?: readonly (readonly [before: string, after: string])[];
}

const BARE = ['', ''] as const;
const LETTERS = ['a', 'z'] as const;
/** What is not asked of the papers themselves is asked of this. */
const VOCABULARY = { wordsFrom: async () => ['word'] };
const NOW = new Date('2026-01-01T00:00:00Z');

const tokeniser = await Tokeniser.load(BUNDLED_MODEL, 256);
const app = new Hono()
  .post('/form', async (context) => context.json(await formOf(context, { papers: z.array(z.string()).optional() })))
  .get('/query', (context) => context.json(parametersOf(context, z.object({ topic: z.array(z.string()).optional() }))))
  .onError((_, context) => context.body(null, 400));

function record(field: string): (text: string) => unknown {
  return (text) => paperOfRecord({ title: 'A title that is long enough', [field]: text });
}

const WEIGHTS = new Map(['word', 'a', 'aaa', 'ab', 'state'].map((stem) => [termId(stem, 'word'), 1]));

/** All that reads a text which somebody else has written. */
export const PARSERS: readonly Parser[] = [
  { name: 'parseId', run: parseId, around: [BARE, ['10.1145/', 'x'], ['https://doi.org/10.1145/a', 'x\n?']] },
  { name: 'cleanAbstract', run: cleanAbstract, around: [BARE, ['{\\em', 'z'], ['a', '{']] },
  { name: 'cleanLine', run: cleanLine, around: [LETTERS] },
  { name: 'titleKey', run: titleKey },
  { name: 'authorKey', run: authorKey, around: [LETTERS] },
  { name: 'record.title', run: (title) => paperOfRecord({ title }) },
  { name: 'record.authors', run: record('authors'), around: [LETTERS, ['A B and ', ' and C D']] },
  { name: 'record.categories', run: record('categories'), around: [['cs.CL', '']] },
  { name: 'record.keywords', run: record('keywords') },
  { name: 'record.date', run: record('date'), around: [['2024', '']] },
  { name: 'record.id', run: record('id'), around: [['10.1145/', 'x']] },
  { name: 'record.url', run: record('url'), around: [['https://', '']] },
  { name: 'record.comments', run: record('comments') },
  { name: 'authorNames', run: (text) => authorNames([text, { name: text }, { given: text, family: text }]) },
  {
    name: 'publicationDate',
    run: publicationDate,
    around: [
      ['2024-01-01T', ''],
      ['Mon, 2 Apr ', '2007'],
    ],
  },
  { name: 'pageDate', run: pageDate, around: [['Jan 1', 'x']] },
  { name: 'readBibtex', run: readBibtex, around: [BARE, ['@article{a,\n', '\n title = {x}}']] },
  { name: 'readBibtex author', run: readBibtex, around: [['@article{a, author = {x', 'y}}']] },
  { name: 'readBibtex title', run: readBibtex, around: [['@article{a, title = "', '"}']] },
  { name: 'readRis', size: 1000, run: readRis, around: [BARE, ['TY  - JOUR\nTI  - a', '\nER  - \n']] },
  { name: 'libraryEntry', run: (text) => libraryEntry({ line: 1, title: text, authors: [text], ids: [text], mentions: [text] }) },
  { name: 'csv', size: 500, run: (text) => readAll(csv, text), around: [['title,abstract\n', ''], BARE] },
  {
    name: 'json',
    size: 1000,
    run: (text) => readAll(json, text),
    around: [
      ['[{"title":"', '"}]'],
      ['[', ']'],
      ['{"a":', '}'],
    ],
  },
  { name: 'jsonl', size: 1000, run: (text) => readAll(jsonl, text), around: [['{"title":"', '"}']] },
  {
    name: 'dailyPapers',
    size: 1000,
    run: (text) => readAll(dailyPapers, text, undefined, { now: NOW }),
    around: [
      ['Daily Papers\n', ''],
      [`A title\n${'long '.repeat(50)}\n`, '\n'],
    ],
  },
  { name: 'detectFormat', run: detectFormat, around: [BARE, ['Daily Papers', 'x'], ['[', ''], ['{', '}'], ['title,', '']] },
  { name: 'decompressed in small pieces', size: 1000, run: (text) => allOf(decompressed(inChunks(text, 16))) },
  { name: 'embed lines', run: (text) => allOf(readLineBatches(inChunks(text, 100))) },
  {
    name: 'embed records',
    size: 1000,
    run: (text) => allOf(new TextRecords(Readable.from([Buffer.from(text)]))),
    around: [BARE, ['{"text":"', '"}']],
  },
  { name: 'tokeniser', run: (text) => tokeniser.encode(text), around: [LETTERS] },
  { name: 'tokensOf', size: 1000, run: tokenize, around: [LETTERS, ['中', '文']] },
  { name: 'termsOf', run: (text) => termsOf(text) },
  { name: 'analyse', run: (abstract) => analyse({ title: 'A title', abstract }) },
  {
    name: 'facetsOf',
    run: (text) => facetsOf(paperOf({ ids: ['doi:10.1/x'], title: text, abstract: '', authors: [text], venue: text, categories: [text] })),
  },
  { name: 'selectionOf', run: (text) => selectionOf({ authors: [text], venues: [text], categories: [text] }) },
  { name: 'searchSchema', run: (query) => searchSchema.safeParse({ query }) },
  { name: 'parseQuestion', size: 1000, run: parseQuestion, around: [LETTERS, ['"', '"'], ['author:', ''], ['cat:', ''], ['-', '*']] },
  { name: 'conditionsOf', size: 1000, run: phraseInText, around: [LETTERS] },
  { name: 'readCursor', run: (text) => readCursor('question', text) },
  { name: 'profileName', run: (text) => profileNameSchema.safeParse(text), around: [LETTERS] },
  {
    name: 'readProfile',
    size: 1000,
    run: (text) => readProfile(Buffer.from(text)),
    around: [['{"paperkin":"profile/1","name":"', '"}'], ['{"events":[', ']}'], BARE],
  },
  { name: 'foldTopicName', run: foldTopicName, around: [LETTERS] },
  { name: 'definitionsIn', run: definitionsIn, around: [BARE, ['key value ', '(']] },
  {
    name: 'otherForms',
    run: (text) =>
      otherForms(
        'ab cd',
        definitionsIn(text).flatMap((one) => [one, one]),
        2,
      ),
  },
  { name: 'label acronyms', run: (text) => new AcronymReader().read(text, tokenize(text)) },
  { name: 'label phrases', size: 1000, run: (text) => readPhrases([{ title: text, abstract: text }], WEIGHTS, new Spelling()) },
  { name: 'chart text', run: (text) => [escaped(text), wrapText(text, 300, 12, 3)] },
  { name: 'names of echoes', run: (text) => writtenNames(['a b', 'b c'], [text]) },
  { name: 'hostAllowed', run: (text) => [hostAllowed('127.0.0.1', text), originAllowed(text, text)], around: [BARE, ['localhost:', 'x']] },
  { name: 'decodedId', run: decodedId },
  { name: 'form', run: (text) => form(new URLSearchParams({ back: '/', papers: text }).toString()) },
  { name: 'fields of a form', run: form, around: [['back=/&', '']] },
  { name: 'query string', run: (text) => app.request(`/query?topic=${encodeURIComponent(text.toWellFormed())}`) },
  { name: 'terminal', size: 1000, run: (text) => [plain(text), truncateToWidth(text, 80), wrap(text, 80)] },
];

function form(body: string): unknown {
  const headers = { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' };
  return app.request('/form', { method: 'POST', body, headers });
}

/** The text as a phrase that is sought in the text, and in it with another end. */
async function phraseInText(text: string): Promise<boolean[]> {
  const half = text.slice(0, text.length >> 1);
  const clauses = [{ kind: 'phrase', text: `${half} zz` } as const, { kind: 'prefix', text: `${half} zz` } as const];
  const paper = paperOf({ ids: ['doi:10.1/x'], title: 'A title', abstract: text });
  const conditions = await Promise.all(clauses.map((clause) => conditionsOf({ text: '', required: [[clause]], excluded: [] }, VOCABULARY)));
  return conditions.map(({ matches }) => matches?.(paper) ?? false);
}

/** What grows in number, not in length: each of so many. */
export const LISTS: readonly { name: string; make: (size: number) => unknown; run: (input: never) => unknown; size: number }[] = [
  list(
    'lines of CSV that open a quote',
    (size) => `title,abstract\n${'x","\n'.repeat(size)}`,
    (text) => readAll(csv, text),
  ),
  list(
    'ids of one work',
    (size) => numbered(size, 'doi:10.1/'),
    (ids: string[]) => sameWork({ ids, title: 'x', authors: [] }, { ids: ids.map((id) => `${id}x`), title: 'y', authors: [] }),
  ),
  list('papers of a form', (size) => `back=/&${numbered(size, 'papers=a').join('&')}`, form),
  list(
    'topics of a query string',
    (size) => `/query?${numbered(size, 'topic=a').join('&')}`,
    (path: string) => app.request(path),
  ),
  list(
    'authors of a record',
    (size) => numbered(size, 'Ada Example'),
    (authors: string[]) => paperOfRecord({ title: 'A title', authors }),
  ),
  list(
    'fields of a record',
    (size) => Object.fromEntries(numbered(size, 'name').map((name) => [name, 1])),
    (fields: object) => paperOfRecord({ title: 'A title', ...fields }),
    1_000,
  ),
  list(
    'macros of BibTeX',
    (size) =>
      numbered(size, '')
        .map((n) => `@string{m${n} = "x"}`)
        .join('\n'),
    readBibtex,
  ),
  list('problems in BibTeX', (size) => '@article{a\n'.repeat(size), readBibtex),
  list(
    'dates of a page',
    (size) =>
      numbered(size, '')
        .map((n) => `Jan ${1 + (Number(n) % 28)}, 2024\n`)
        .join(''),
    (text: string) => readAll(dailyPapers, text, undefined, { now: NOW }),
  ),
  list(
    'definitions of a short form',
    (size) => Array.from({ length: size }, () => ({ short: 'KV', long: 'key value' })),
    (all: Definition[]) => otherForms('KV cache', all, 2),
  ),
];

function list<T>(name: string, make: (size: number) => T, run: (input: T) => unknown, size = 4_000) {
  return { name, make, run: run as (input: never) => unknown, size };
}

function numbered(size: number, prefix: string): string[] {
  return Array.from({ length: size }, (_, i) => `${prefix}${i}`);
}
