import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { paperOfRecord } from '../../src/formats/parsers/record.js';
import { hashId } from '../../src/paper/id.js';
import { paperOf } from '../../src/paper/merge.js';
import { paperSchema } from '../../src/paper/paper.js';
import { paperNumber } from '../support/papers.js';

/** A paper with what every record of these tests has; `fields` is what the test is about. */
const expected = (fields: Partial<Parameters<typeof paperOf>[0]>) =>
  paperOf({ ids: [hashId('A title', undefined)], title: 'A title', abstract: '', ...fields });

describe('paperOfRecord', () => {
  it('takes back its own export unchanged', () => {
    for (const paper of [
      paperNumber(1, {
        categories: ['cs.IR'],
        keywords: ['a, b'],
        venue: 'SIGIR',
        url: 'https://example.org/1',
        code: 'https://example.org/code',
        comments: 3,
      }),
      paperOf({
        ids: ['arxiv:2401.00001', 'doi:10.1000/one'],
        title: 'Two ids',
        abstract: 'One\n\nTwo',
        authorCount: 7,
        organisation: 'NVIDIA',
      }),
      paperOf({ ids: [hashId('No ids', 'Ann Author')], title: 'No ids', abstract: '', authors: ['Ann Author'], published: '2024-05' }),
    ]) {
      assert.deepEqual(paperOfRecord(JSON.parse(JSON.stringify(paper))), paper);
    }
  });

  it('reads arXiv records with bare ids, and dates with or without a time', () => {
    const record = {
      id: '2402.01234',
      title: 'A title',
      abstract: 'Text',
      categories: ['cs.LG', 'math.OC'],
      authors: ['A. B.', 'C. D.'],
      bench: 1,
    };
    const paper = expected({
      ids: ['arxiv:2402.01234'],
      abstract: 'Text',
      categories: ['cs.LG', 'math.OC'],
      authors: ['A. B.', 'C. D.'],
      published: '2024-02-07',
    });
    assert.deepEqual(paperOfRecord({ ...record, published: '2024-02-07' }), paper);
    assert.deepEqual(paperOfRecord({ ...record, published: '2024-02-07 19:07:10' }), paper);
  });

  it('reads conference records, which have no id: years as numbers or texts, lists or texts of names', () => {
    const record = { title: 'A title', abstract: 'Text', venue: 'ICLR', year: 2025, keywords: ['x', 'y'], authors: ['Ann B', 'Cy D'] };
    const paper = expected({
      ids: [hashId('A title', 'Ann B')],
      abstract: 'Text',
      venue: 'ICLR',
      published: '2025',
      keywords: ['x', 'y'],
      authors: ['Ann B', 'Cy D'],
    });
    assert.deepEqual(paperOfRecord(record), paper);
    assert.deepEqual(paperOfRecord({ ...record, year: '2025', keywords: 'x; y', authors: 'Ann B; Cy D' }), paper);
  });

  it("reads arXiv's Kaggle snapshot", () => {
    const record = {
      id: '0704.0001',
      title: 'A\n  title',
      abstract: '  Hard\nwraps.\n',
      authors: "C. Bal\\'azs (MIT, Cambridge (USA)), E. L. Berger and P. M. Nadolsky",
      categories: 'hep-ph cs.LG',
      comments: '37 pages, 15 figures',
      doi: '10.1103/PhysRevD.76.013009',
      'journal-ref': 'Phys.Rev.D76:013009,2007',
      update_date: '2008-11-26',
    };
    const paper = expected({
      ids: ['arxiv:0704.0001', 'doi:10.1103/physrevd.76.013009'],
      abstract: 'Hard wraps.',
      authors: ['C. Balázs', 'E. L. Berger', 'P. M. Nadolsky'],
      categories: ['hep-ph', 'cs.LG'],
      venue: 'Phys.Rev.D76:013009,2007',
    });
    assert.deepEqual(paperOfRecord(record), paperOf({ ...paper, published: '2008-11-26' }));
    const versions = [{ version: 'v1', created: 'Mon, 2 Apr 2007 19:18:42 GMT' }];
    assert.equal(paperOfRecord({ ...record, versions }).published, '2007-04-02');
  });

  it('reads Semantic Scholar papers, whose own ids are no ids elsewhere', () => {
    const record = {
      paperId: '649def34f8be52c8b66281af98ae884c09aef38b',
      externalIds: { ArXiv: '2106.15928', DOI: '10.18653/V1/N18-3011', CorpusId: 19170988 },
      title: 'A title',
      abstract: null,
      venue: '',
      journal: { name: 'A journal', pages: '1-2' },
      year: 2018,
      publicationDate: '2018-05-06',
      url: 'https://www.semanticscholar.org/paper/649def34',
      authors: [
        { authorId: '1', name: 'Ann B' },
        { authorId: null, name: '' },
      ],
    };
    assert.deepEqual(
      paperOfRecord(record),
      expected({
        ids: ['arxiv:2106.15928', 'doi:10.18653/v1/n18-3011'],
        authors: ['Ann B'],
        venue: 'A journal',
        published: '2018-05-06',
        url: 'https://www.semanticscholar.org/paper/649def34',
      }),
    );
    assert.equal(paperOfRecord({ ...record, externalIds: null }).id, hashId('A title', 'Ann B'));
  });

  it('reads the entries of the Hugging Face Daily Papers API', () => {
    const record = {
      paper: {
        id: '2605.01234',
        authors: [{ _id: '1', name: 'Ann B', hidden: false }],
        publishedAt: '2026-05-12T00:00:00.000Z',
        title: 'A title',
        summary: 'Text',
        githubRepo: 'https://github.com/a/b',
      },
      publishedAt: '2026-05-13T00:00:00.000Z',
      title: 'A title',
      numComments: 2,
      organization: { name: 'Berkeley', fullname: 'UC Berkeley' },
    };
    const paper = expected({
      ids: ['arxiv:2605.01234'],
      abstract: 'Text',
      authors: ['Ann B'],
      organisation: 'UC Berkeley',
      published: '2026-05-12',
      code: 'https://github.com/a/b',
      comments: 2,
    });
    assert.deepEqual(paperOfRecord(record), paper);
  });

  it('reads what the Daily Papers reader found on a page', () => {
    const record = {
      title: 'A title',
      abstract: 'One\n\nTwo',
      authorCount: 3,
      organisation: 'NVIDIA',
      published: '2026-03-14',
      comments: 2,
    };
    assert.deepEqual(paperOfRecord(record), expected({ ...record }));
  });

  it('reads BEIR documents', () => {
    assert.deepEqual(
      paperOfRecord({ _id: 'acl:1993.eamt-1.6', title: 'A title', text: 'Text', metadata: {} }),
      expected({ abstract: 'Text' }),
    );
  });

  it('reads CSV columns in any case, empty ones as missing', () => {
    const columns = {
      TITLE: 'A title',
      'Abstract Note': 'Text',
      Author: 'LeCun, Yann; Hinton, Geoffrey',
      'Publication Year': '1998',
      DOI: '',
      Url: '',
      Comments: '',
    };
    const paper = {
      abstract: 'Text',
      authors: ['Yann LeCun', 'Geoffrey Hinton'],
      published: '1998',
      ids: [hashId('A title', 'Yann LeCun')],
    };
    assert.deepEqual(paperOfRecord(columns), expected(paper));
  });

  it('leaves out optional fields that make no sense', () => {
    const odd = {
      title: 'A title',
      abstract: 7,
      authors: { first: 'x' },
      year: 'in press',
      url: 'javascript:alert(1)',
      code: 'https://exa mple',
      venue: ['a'],
      keywords: 3,
      categories: null,
      comments: -1,
      authorCount: 0,
    };
    assert.deepEqual(paperOfRecord(odd), expected({}));
    assert.deepEqual(paperOfRecord({ title: 'A title', url: 'https://[' }), expected({}));
  });

  it('refuses what is no paper, saying why', () => {
    for (const record of [null, 42, 'text', ['title']])
      assert.throws(() => paperOfRecord(record), new RangeError('is no object with fields'));
    for (const record of [{}, { title: '' }, { title: ' \n' }, { title: null }, { title: ['x'] }]) {
      assert.throws(() => paperOfRecord(record), new RangeError('has no title'));
    }
    assert.throws(
      () => paperOfRecord({ title: 'x', abstract: 'a'.repeat(50_001) }),
      new RangeError('its abstract is too long (50,001 characters)'),
    );
    assert.throws(() => paperOfRecord({ title: 't'.repeat(2_001) }), new RangeError('its title is too long (2,001 characters)'));
  });

  it('reads the categories of arXiv in one string, be it in a list', () => {
    for (const categories of ['hep-ph cs.CL', ['hep-ph cs.CL'], ['hep-ph', 'cs.CL']])
      assert.deepEqual(paperOfRecord({ title: 'A title', categories }).categories, ['hep-ph', 'cs.CL']);
  });

  it('takes a field that pretends to be text for none', () => {
    const pretending = { toString: '' };
    const paper = paperOfRecord({ title: 'A title', categories: pretending, year: pretending, upvotes: pretending, comments: pretending });
    assert.deepEqual([paper.categories, paper.published], [[], undefined]);
  });

  it('makes a valid paper of any record with a title, and the same one again of that paper', () => {
    const field = fc.constantFrom(
      'abstract',
      'authors',
      'id',
      'doi',
      'url',
      'year',
      'published',
      'categories',
      'keywords',
      'venue',
      'code',
      'comments',
      'paper',
    );
    const value = fc.oneof(
      fc.string(),
      fc.jsonValue(),
      fc.constantFrom([';', 0], ['cs.CL cs.LG', 0], 'cs.CL\ncs.LG', ['cs.CL cs.LG', 'cs.CL cs.LG']),
      fc.constantFrom('2401.01234', '10.1000/x', 'https://example.org/x', '2024-02-30', 'A, B and C'),
    );
    fc.assert(
      fc.property(fc.dictionary(field, value), (fields) => {
        const paper = paperOfRecord({ ...fields, paper: null, title: 'A title' });
        assert.deepEqual(paperSchema.parse(paper), paper);
        assert.deepEqual(paperOfRecord(paper), paper);
      }),
    );
  });
});
