import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { facetsOf, selectionOf } from '../../src/lexical/facets.js';
import { SparseIndex } from '../../src/lexical/inverted/sparse-index.js';
import { isKind } from '../../src/lexical/term-id.js';
import { type Filter, filterSchema } from '../../src/paper/filter.js';
import type { Paper } from '../../src/paper/paper.js';
import { paperNumber } from '../support/papers.js';
import { ScanLexicalIndex } from '../support/scan-lexical-index.js';
import { termsOfPaper } from '../support/words.js';

/** The numbers of the papers that a filter lets through. */
async function passing(filter: Filter, papers: readonly Paper[]): Promise<number[]> {
  const index = new ScanLexicalIndex();
  await index.apply(papers.map((paper, i) => ({ key: i + 1, paper: termsOfPaper(paper) })));
  return [...(await index.select(selectionOf(filterSchema.parse(filter))))].map((key) => key - 1);
}

async function assertPasses(filter: Filter, fields: Partial<Paper>): Promise<void> {
  assert.deepEqual(await passing(filter, [paperNumber(1, fields)]), [0], JSON.stringify([filter, fields]));
}

async function assertStops(filter: Filter, fields: Partial<Paper>): Promise<void> {
  assert.deepEqual(await passing(filter, [paperNumber(1, fields)]), [], JSON.stringify([filter, fields]));
}

describe('a filter', () => {
  it('finds a category, and a whole family by its star or its name, in any case', async () => {
    for (const category of ['cs.CL', 'cs.cl', 'cs.*', 'cs'])
      await assertPasses({ categories: [category] }, { categories: ['math.CO', 'cs.CL'] });
    for (const category of ['cs.C', 'cs.LG', 'c.*', 'physics']) await assertStops({ categories: [category] }, { categories: ['cs.CL'] });
    await assertPasses({ categories: ['hep-th'] }, { categories: ['hep-th'] });
    await assertPasses({ categories: ['hep-th.*'] }, { categories: ['hep-th'] });
    await assertStops({ categories: ['hep.*'] }, { categories: ['hep-th'] });
  });

  it('finds an author by the full name or the surname, without regard to accents, dots, hyphens and case', async () => {
    const found: [string, string][] = [
      ['Erdős Pál', 'erdos pal'],
      ['Paul Erdo\u030Bs', 'ERDŐS'],
      ['J. R. R. Tolkien', 'J.R.R. Tolkien'],
      ['Jean-Pierre Serre', 'jean pierre serre'],
      ['Anna Smith-Jones', 'Smith-Jones'],
      ['Anna Smith-Jones', 'jones'],
      ["Conor O'Neill", 'O’Neill'],
      ['राम कि', 'कि'],
      ['OpenAI', 'openai'],
    ];
    for (const [author, name] of found) await assertPasses({ authors: ['Nobody', name] }, { authors: ['Ada Lovelace', author] });
    const stopped: [string, string][] = [
      ['Jean-Pierre Serre', 'Jean'],
      ['Jean-Pierre Serre', 'Pierre Serre'],
      ['Anna Smith-Jones', 'Smith'],
      ['राम कि', 'का'],
    ];
    for (const [author, name] of stopped) await assertStops({ authors: [name] }, { authors: [author] });
  });

  it('finds a venue in full without regard to case', async () => {
    await assertPasses({ venues: ['neurips 2023'] }, { venue: 'NeurIPS 2023' });
    await assertStops({ venues: ['neurips'] }, { venue: 'NeurIPS 2023' });
  });

  it('tells sources by all ids of a paper', async () => {
    const both = { ids: ['arxiv:2401.00001', 'doi:10.1/x'] };
    await assertPasses({ sources: ['arxiv'] }, both);
    await assertPasses({ sources: ['doi'] }, both);
    await assertStops({ sources: ['other'] }, both);
    await assertPasses({ sources: ['doi', 'other'] }, { ids: ['hash:0123'] });
  });

  it('includes the whole of a month or year on both sides', async () => {
    const papers = ['2023-12-31', '2024-01-01', '2024-02-29', '2024-03-01', '2024', undefined].map((published) => ({
      ...paperNumber(1),
      published,
    }));
    assert.deepEqual(await passing({ from: '2024' }, papers), [1, 2, 3, 4]);
    assert.deepEqual(await passing({ to: '2023' }, papers), [0]);
    assert.deepEqual(await passing({ from: '2024-02', to: '2024-02' }, papers), [2]);
    assert.deepEqual(await passing({ to: '2024-02-28' }, papers), [0, 1, 4]);
    assert.deepEqual(await passing({}, papers), [0, 1, 2, 3, 4, 5]);
  });

  it('agrees with a plain look at each paper', async () => {
    const two = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
    const date = fc.constantFrom('1969', '1970-01', '1970-01-01', '2023-12-31', '2024', '2024-02', '2024-02-29');
    const someFilter: fc.Arbitrary<Filter> = fc
      .record(
        {
          from: date,
          to: date,
          categories: two('cs.CL', 'cs.*', 'math.CO', 'hep-th'),
          authors: two('Ada Lovelace', 'Turing', 'Kurt Godel'),
          venues: two('icml', 'Nature'),
          sources: two('arxiv' as const, 'doi' as const, 'other' as const),
          hasCode: fc.boolean(),
        },
        { requiredKeys: [] },
      )
      .filter((filter) => filterSchema.safeParse(filter).success);
    const somePaper = fc
      .record({
        ids: two('arxiv:2401.00001', 'doi:10.1/x', 'hash:0123'),
        categories: fc.uniqueArray(fc.constantFrom('cs.CL', 'cs.LG', 'math.CO', 'hep-th')),
        authors: fc.uniqueArray(fc.constantFrom('Ada Lovelace', 'Alan Turing', 'Kurt Gödel', 'Bo Lovelace')),
        venue: fc.constantFrom('ICML', 'nature', undefined),
        published: fc.option(date, { nil: undefined }),
        code: fc.constantFrom('https://example.org/code', undefined),
      })
      .map((fields): Paper => ({ ...paperNumber(1), ...fields }));
    const index = new SparseIndex();
    await fc.assert(
      fc.property(someFilter, fc.array(somePaper, { maxLength: 12 }), (filter, papers) => {
        index.apply(Array.from({ length: 12 }, (_, i) => ({ key: i + 1, paper: papers[i] && termsOfPaper(papers[i]) })));
        const found = [...index.select(selectionOf(filter))].map((key) => papers[key - 1]);
        assert.deepEqual(
          found,
          papers.filter((paper) => passes(paper, filter)),
        );
      }),
      { numRuns: 400, seed: 6 },
    );
  });
});

describe('the facets of a paper', () => {
  it('are of their own kind, each once', () => {
    const facets = facetsOf(paperNumber(1, { categories: ['cs.CL', 'cs.LG'], authors: ['Plato', 'Plato'], venue: 'ICML' }));
    assert.equal(new Set(facets).size, facets.length);
    assert.ok(facets.every((id) => isKind(id, 'facet')));
  });
});

/** The filter as its description says it, by text alone. */
function passes(paper: Paper, { from, to, categories, authors, venues, sources, hasCode }: Filter): boolean {
  const first = (date: string) => `${date}-01-01`.slice(0, 10);
  const last = (date: string) => `${date}-12-31`.slice(0, 10).replace('02-12', '02-29').replace('01-12', '01-31');
  const { published } = paper;
  if (from !== undefined && (published === undefined || first(published) < first(from))) return false;
  if (to !== undefined && (published === undefined || first(published) > last(to))) return false;
  const inCategory = (asked: string) =>
    paper.categories.some((each) => each === asked || (asked.endsWith('.*') && each.startsWith(asked.slice(0, -1))));
  if (categories && !categories.some(inCategory)) return false;
  const bare = (name: string) => name.replace('ö', 'o');
  const wrote = (asked: string) => paper.authors.some((each) => bare(each) === asked || each.endsWith(` ${asked}`));
  if (authors && !authors.some(wrote)) return false;
  if (venues && !venues.some((asked) => paper.venue?.toLowerCase() === asked.toLowerCase())) return false;
  const comesFrom = (asked: string) => paper.ids.some((id) => id.startsWith(asked === 'other' ? 'hash:' : `${asked}:`));
  if (sources && !sources.some(comesFrom)) return false;
  return hasCode === undefined || hasCode === (paper.code !== undefined);
}
