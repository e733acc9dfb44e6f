import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { ERROR_CODES, PaperkinError } from '../../src/errors.js';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';
import { createApp } from '../../src/server/app.js';
import { openTestEngine } from '../support/engine.js';

const page = readFileSync(join(PACKAGE_ROOT, 'docs', 'http.md'), 'utf8');

const { engine } = await openTestEngine([
  { id: '2403.09054', title: 'A paper that the documentation asks for', abstract: 'It is about the key-value cache.' },
  { id: '2506.15969', title: 'A paper that is too old', abstract: 'It is about the key-value cache, too.', published: '2020-01-01' },
  { id: '2405.16444', title: 'A paper that does not belong', abstract: 'It is about serving language models.', published: '2020-01-01' },
]);
after(() => engine.close());
await engine.updateTopics({ topics: 3, outliers: 0 });
const app = createApp(engine);

// In their order: later examples are about what earlier ones made.
describe('docs/http.md', () => {
  it('lists every code with its status', () => {
    const documented = [...page.matchAll(/^\| `([A-Z_]+)` +\| (\d+) +\|/gm)].map(([, code, status]) => [code, Number(status)]);
    const actual = ERROR_CODES.map((code) => [code, new PaperkinError(code, '').status]);
    assert.deepEqual(documented.sort(), actual.sort());
  });

  it('has a part for every route', () => {
    const documented = [...page.matchAll(/^## `([A-Z]+ \/api\/\S*)`/gm)].map(([, route]) => route);
    const served = app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api'))
      // One wildcard serves three routes, see routes/api.ts.
      .flatMap(({ method, path }) =>
        path === '/api/papers/*'
          ? [`${method} /api/papers/{id}`, `${method} /api/papers/{id}/similar`, `${method} /api/papers/{id}/topics`]
          : [`${method} ${path.replace(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')}`],
      );
    assert.deepEqual(documented.sort(), served.sort());
  });

  const examples = [...page.matchAll(/^curl (.*)\n```\n\n```json\n([^`]*)```/gm)];
  assert.equal(examples.length, 35);
  for (const [, command = '', answer = ''] of examples) {
    it(`shows an answer of the shape that this gets: curl ${command}`, async () => {
      const body: unknown = await (await request(command)).json();
      assert.deepEqual(shape(body), shape(JSON.parse(answer)));
    });
  }
});

/** Does what a curl command line of the page does. */
async function request(command: string): Promise<Response> {
  const url = /http:\/\/[^'\s]+/.exec(command)?.[0] ?? '';
  const interest = /(?<=\/interests\/)\w+$/;
  // Its id depends on the papers: the first one stands for it.
  const asked = interest.test(url) ? url.replace(interest, (await engine.interests({ profile: 'ana' }))[0]?.id ?? '') : url;
  const named = await topicsNamed(asked);
  const headers = [...command.matchAll(/-H '([^:']+): ([^']*)'/g)].map(([, name = '', value = '']): [string, string] => [name, value]);
  const data = await topicsNamed(/ -d '([^']*)'/.exec(command)?.[1]);
  const method = /(?:^| )-X ([A-Z]+) /.exec(command)?.[1] ?? (data === undefined ? 'GET' : 'POST');
  return app.request(named ?? '', { method, headers, ...(data === undefined ? {} : { body: data }) });
}

/** Ids of topics depend on the papers, too: the first two stand for t10 and t16. */
async function topicsNamed(text: string | undefined): Promise<string | undefined> {
  const [first, second] = (await engine.topics()).topics;
  return text?.replaceAll(/\bt10\b/g, first?.id ?? '').replaceAll(/\bt16\b/g, second?.id ?? '');
}

/** The names and types of an answer. Of a list the first entry stands for all; facts that a paper may lack are left out. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map((entry) => (typeof entry === 'object' ? shape(entry) : 'entries'));
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !OPTIONAL.has(name))
      .map(([name, inner]) => [name, LISTS.has(name) ? 'list' : shape(inner)]),
  );
}

const OPTIONAL: ReadonlySet<string> = new Set(['published', 'author', 'lacks']);
/** Lists that may be empty in one corpus and full in another. */
const LISTS: ReadonlySet<string> = new Set(['ids', 'authors', 'categories', 'keywords', 'terms']);
