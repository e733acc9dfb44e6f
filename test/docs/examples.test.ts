import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Engine } from '../../src/engine.js';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';
import { openEngine } from '../../src/index.js';
import { temporaryFolder } from '../support/temporary.js';

const SOURCES = join(PACKAGE_ROOT, 'src');
const LIBRARY = pathToFileURL(join(PACKAGE_ROOT, 'build', 'src', 'index.js')).href;
/** Of the starter corpus: what the examples name, and enough for topics and a map. */
const NAMED = /"id":"(?:2403\.09054|2405\.16444|2506\.15969)"/;
const PAPERS = 60;

const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(SOURCES, name), 'utf8'));

const folder = await temporaryFolder();
const before = process.cwd();
process.chdir(folder);
after(() => process.chdir(before));
const starter = readFileSync(join(PACKAGE_ROOT, 'data', 'starter.jsonl'), 'utf8').split('\n');
await writeFile('papers.jsonl', starter.filter((line, i) => i < PAPERS || NAMED.test(line)).join('\n'));

// In their order: later examples are about what earlier ones made.
describe('the examples in the comments of public classes', () => {
  let engine: Engine;
  after(() => engine?.close());

  it('of Engine can be run as they stand', async () => {
    await run('Engine', undefined);
    engine = await openEngine({ home: './papers' });
    assert.ok((await engine.status()).papers >= PAPERS);
  });

  for (const name of ['PaperkinError', 'Readers', 'Recommender', 'Evaluator', 'Topics', 'NamedTopics', 'Trends', 'PaperMaps']) {
    it(`of ${name} can be run as they stand`, async () => {
      // The example of readers ends with an undo; a replay needs a second like.
      if (name === 'Evaluator') await engine.act({ profile: 'ana', actions: [{ kind: 'like', papers: ['2506.15969'] }] });
      await run(name, engine);
    });
  }
});

/** Does what the comment of a class shows, with what the library exports and, but for its own example, an engine. */
async function run(name: string, engine: Engine | undefined): Promise<void> {
  const code = exampleOf(name);
  const file = join(folder, `${name}.mjs`);
  const imports = `import { openEngine, PaperkinError, trendSentence } from '${LIBRARY}';`;
  const signature = engine === undefined ? 'run()' : 'run(engine)';
  await writeFile(file, `${imports}\nvoid [openEngine, PaperkinError, trendSentence];\nexport async function ${signature} {\n${code}\n}\n`);
  const { run: example } = (await import(pathToFileURL(file).href)) as { run(engine: Engine | undefined): Promise<void> };
  await example(engine);
}

/** The indented lines of the comment before a class. */
function exampleOf(name: string): string {
  const comments = sources.flatMap(
    (text) => new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport (?:class|type) ${name}\\b`).exec(text)?.[1] ?? [],
  );
  assert.equal(comments.length, 1, `one ${name} with a comment`);
  const lines = (comments[0] ?? '').split('\n').flatMap((line) => /^ \* {5}(.*)$/.exec(line)?.[1] ?? []);
  assert.ok(lines.length > 0, `an example in the comment of ${name}`);
  return lines.join('\n');
}
