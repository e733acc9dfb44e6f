import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Library } from '../../src/formats/library.js';
import { readLibraryFile } from '../../src/formats/parsers/library-file.js';
import { temporaryFolder } from '../support/temporary.js';

const folder = await temporaryFolder();
let files = 0;

async function read(content: string | Uint8Array): Promise<Library> {
  const path = join(folder, `${files++}.txt`);
  await writeFile(path, content);
  return readLibraryFile(path);
}

async function entry(content: string) {
  const { entries, problems } = await read(content);
  assert.deepEqual(problems, []);
  assert.equal(entries.length, 1);
  return entries[0];
}

describe('a BibTeX library', () => {
  it('gives each entry with its line, title and authors, whatever encloses them', async () => {
    const { format, entries, problems } = await read(`% exported
Some words between entries, ann@example.org among them.
@string{ conf = "Conference" }
@Preamble{"\\newcommand{\\x}{}" # conf}
@inproceedings{key1,
  title = {A {KV} Cache of {\\'E}tienne},
  author = "Lovelace, Ada and Turing, Jr., Alan and {Big Team} and others",
  booktitle = conf # { of } # 2024, year = 2024,
}
@comment{jabref-meta: {not in balance}
@ARTICLE (key2, TITLE = "Two " # jan # " ({a})")`);
    assert.equal(format, 'bibtex');
    assert.deepEqual(problems, []);
    assert.deepEqual(entries, [
      { line: 5, title: 'A KV Cache of Étienne', authors: ['Lovelace, Ada', 'Turing, Alan Jr.', 'Big Team'], ids: [] },
      { line: 11, title: 'Two jan (a)', authors: [], ids: [] },
    ]);
  });

  it('reads several entries of one line', async () => {
    const { entries } = await read('@misc{a, title={First}} @misc(b, title="Second {"}quoted{"}") @misc{, title={Third}}');
    assert.deepEqual(
      entries.map(({ title }) => title),
      ['First', 'Second "quoted"', 'Third'],
    );
  });

  const ids: [what: string, fields: string, ids: string[]][] = [
    ['an eprint of arXiv', 'eprint = {2401.00001v2}, archivePrefix = {arXiv}', ['arxiv:2401.00001']],
    ['an eprint of BibLaTeX', 'eprint = {hep-th/9901001}, eprinttype = {arxiv}', ['arxiv:hep-th/9901001']],
    ['an eprint without a word of whose it is', 'eprint = "2401.00001"', ['arxiv:2401.00001']],
    ['an eprint of another archive', 'eprint = {2401.00001}, eprinttype = {hal}', []],
    ['a DOI with escaped signs', 'doi = {10.1145/12_34\\_5}', ['doi:10.1145/12_34_5']],
    ['a DOI as an address', 'doi = {https://doi.org/10.48550/arXiv.2401.00001}', ['arxiv:2401.00001']],
    ['an address', 'url = {http://arxiv.org/abs/2401.00001v1}', ['arxiv:2401.00001']],
    ['an address of something else', 'url = {https://example.org/2401}', []],
    ['a journal as Google Scholar has it', 'journal = {arXiv preprint arXiv:2401.00001}', ['arxiv:2401.00001']],
    ['a volume as DBLP has it', 'journal = {CoRR}, volume = {abs/2401.00001}', ['arxiv:2401.00001']],
    ['a DOI beside an eprint', 'doi = {10.1145/1}, eprint = {2401.00001}', ['arxiv:2401.00001', 'doi:10.1145/1']],
  ];
  for (const [what, fields, expected] of ids)
    it(`takes the id from ${what}`, async () => assert.deepEqual((await entry(`@misc{k, ${fields}}`))?.ids, expected));

  it('goes on after an entry that is wrong, and says where it was', async () => {
    const { entries, problems } = await read(`@misc{a, title = {Right}}
@misc{b,
  title = {Never closed,
  year = 2020
@misc{c, title = {Right again}}
@misc{d, title {No equals sign}}
@misc{e, title = {One} too many}}
@misc{f, title = }
@misc{g, title = {Last}}
@misc{h, title = {Cut o`);
    assert.deepEqual(
      entries.map(({ title }) => title),
      ['Right', 'Right again', 'Last'],
    );
    assert.deepEqual(
      problems.map(({ line, problem }) => [line, problem]),
      [
        [4, 'a value is not ended by } (in the entry of line 2)'],
        [6, 'there should be "=" (in the entry of line 6)'],
        [7, 'there should be "," or "}" (in the entry of line 7)'],
        [8, 'there should be a value (in the entry of line 8)'],
        [10, 'a value is not ended by } (in the entry of line 10)'],
      ],
    );
  });

  it('may be in the encoding of old Windows', async () => {
    const { entries } = await read(Buffer.from('@misc{k, title = {Caf\xe9s}}', 'latin1'));
    assert.equal(entries[0]?.title, 'Cafés');
  });

  it('of megabytes of nonsense is read in no time', async () => {
    for (const part of ['@misc{k, title = {', '@misc{', '@', '@a', '{', '%', '@misc{k, a = "', '@misc{k, a = {\n'])
      await read(`@misc{k, title={x}}\n${part.repeat(500_000 / part.length)}`);
  });
});

describe('a RIS library', () => {
  it('gives each entry with its line, title, authors and ids', async () => {
    const { format, entries, problems } = await read(
      `\uFEFFTY  - JOUR\r
AU  - Lovelace, Ada\r
A1  - Turing, Alan\r
TI  - A title that goes on\r
in the next line\r
DO  - 10.1145/ABC\r
UR  - https://arxiv.org/abs/2401.00001\r
ER  - \r
\r
TY - GEN
T1 - Another
JO - arXiv preprint arXiv:2402.00002
ER -
`,
    );
    assert.equal(format, 'ris');
    assert.deepEqual(problems, []);
    assert.deepEqual(entries, [
      {
        line: 1,
        title: 'A title that goes on in the next line',
        authors: ['Lovelace, Ada', 'Turing, Alan'],
        ids: ['doi:10.1145/abc', 'arxiv:2401.00001'],
      },
      { line: 10, title: 'Another', authors: [], ids: ['arxiv:2402.00002'] },
    ]);
  });

  it('says what stands in no entry, and which entry has no end', async () => {
    const { entries, problems } = await read('TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nER  -\nTI  - Astray\nTY  - JOUR\nTI  - Three');
    assert.deepEqual(
      entries.map(({ title }) => title),
      ['One', 'Two', 'Three'],
    );
    assert.deepEqual(
      problems.map(({ line }) => line),
      [1, 6, 7],
    );
  });
});

describe('a library', () => {
  it('that is neither, or that cannot be read, is refused', async () => {
    for (const content of ['', 'title,author\nA,B\n', '{"title": "x"}', new Uint8Array([0, 255, 254, 1])])
      await assert.rejects(read(content), { code: 'FORMAT_UNKNOWN', remedy: /BibTeX \(\.bib\) or RIS/ });
    await assert.rejects(readLibraryFile(join(folder, 'nowhere.bib')), { code: 'FILE_UNREADABLE', message: /ENOENT/ });
    await assert.rejects(readLibraryFile(folder), { code: 'FILE_UNREADABLE' });
  });

  it('of whatever nonsense is read or refused, never more', async () => {
    const bits = [
      '@',
      'misc',
      '{',
      '}',
      '(',
      ')',
      '"',
      ',',
      '=',
      '#',
      '\n',
      '%',
      'title',
      'TY  - JOUR\n',
      'ER  -',
      'TI  - x',
      '\\',
      ' ',
      'é',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...bits), { maxLength: 60 }),
        fc.constantFrom('@misc{k, title={x}}\n', 'TY  - A\n'),
        async (some, first) => {
          const { entries, problems } = await read(first + some.join(''));
          const lines = `${first}${some.join('')}`.split('\n').length;
          for (const { line } of [...entries, ...problems]) assert.ok(line >= 1 && line <= lines);
        },
      ),
      { numRuns: 200 },
    );
  });
});
