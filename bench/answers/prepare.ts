import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runToEnd } from '../support/process.js';
import { requireShared, zstdLines } from '../support/shared.js';
import { temporaryFolder } from '../support/temporary.js';
import { Asker } from './asker.js';
import { untilSettled, untilUpdated } from './background.js';
import { STARTER, starterIds } from './papers.js';
import { commandOf, PREPARED_AT, serverAt } from './server.js';

/** Papers beside the starter corpus: so many of each file, one of so many. */
const SOURCES = { 'arxiv-before-2023': 150, 'arxiv-2023': 200, 'arxiv-2024': 450, 'arxiv-2025': 450, 'arxiv-2026': 400, conferences: 250 };
const ONE_OF = 150;
/** And so many of the latest about one subject, so that something rises. */
const RISING = { file: 'arxiv-2026', count: 120, is: /agentic.*"published": "2026-0[678]/i };
/** Papers of the starter corpus that come again under a DOI, and so are merged. */
const PUBLISHED = 6;
const SEED = 7;

/** Makes a home to ask on, with all that takes a seed or a while. */
export async function prepare(build: string, home: string): Promise<void> {
  if (existsSync(home)) {
    console.log(`${home} is there already: name a folder that is not`);
    process.exit(2);
  }
  const command = commandOf(build);
  const folder = temporaryFolder();
  const [papers, published] = [join(folder, 'papers.jsonl'), join(folder, 'published.jsonl')];
  await writeFile(papers, await sharedPapers());
  await writeFile(published, await publishedPapers());
  for (const file of [STARTER, papers, published]) await runToEnd([process.execPath, command, 'import', file, '--home', home, '--quiet']);
  const server = await serverAt(PREPARED_AT, home, command);
  const ask = new Asker(server.url, ({ method, path }, answer) => {
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.bytes}`);
  });
  await ask.post('/api/topics/update', { seed: SEED });
  await untilUpdated(ask, '/api/topics/update');
  await ask.post('/api/map/update', { seed: SEED });
  await untilUpdated(ask, '/api/map/update');
  await makeReaders(ask, await starterIds());
  await nameTopics(ask, await starterIds());
  // What is counted or measured when somebody asks for it the first time, and kept in the home.
  await ask.get('/api/trends/terms');
  await ask.get('/api/search?q=attention&minScore=0.5');
  await untilSettled();
  ask.close();
  await server.close();
}

async function sharedPapers(): Promise<string> {
  const lines = new Set<string>();
  const fileOf = (name: string) => requireShared('data', `${name}.jsonl.zst`);
  for (const [name, count] of Object.entries(SOURCES)) {
    let at = 0;
    for await (const line of zstdLines(fileOf(name), count * ONE_OF)) if (at++ % ONE_OF === 0) lines.add(line);
  }
  const before = lines.size;
  for await (const line of zstdLines(fileOf(RISING.file))) {
    if (RISING.is.test(line)) lines.add(line);
    if (lines.size === before + RISING.count) break;
  }
  return [...lines].map((line) => `${line}\n`).join('');
}

/** The first papers of the starter corpus that have a list of authors, as a publisher has them. */
async function publishedPapers(): Promise<string> {
  const papers = (await readFile(STARTER, 'utf8')).trimEnd().split('\n');
  const listed = papers.map((line) => JSON.parse(line) as { title: string; authors?: string[] }).filter(({ authors }) => authors);
  const records = listed.slice(0, PUBLISHED).map(({ title, authors }, i) => ({
    doi: `10.5555/answers.${i + 1}`,
    title,
    authors,
    venue: 'Proceedings of Answers',
    code: `https://example.org/code/${i + 1}`,
    published: `2026-0${i + 1}-15`,
  }));
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** Two who like some of the same, one who says what is not wanted, one who follows alone, and one of whom nothing is known. */
async function makeReaders(ask: Asker, ids: readonly string[]): Promise<void> {
  const like = (from: number, to: number) => ids.slice(from, to);
  await ask.post('/api/profiles', { name: 'ana', about: 'I work on sparse retrieval.', like: like(0, 14), authors: ['Song Guo'] });
  await ask.post('/api/profiles', { name: 'bob', like: like(8, 20), topics: ['kv cache compression'] });
  await ask.post('/api/profiles', { name: 'Chi_2', like: like(20, 24) });
  await ask.post('/api/profiles', { name: 'dora', authors: ['Yang'], topics: ['symbolic regression', 'reinforcement learning'] });
  await ask.post('/api/profiles', { name: 'eve' });
  const actions = [
    { kind: 'dislike', papers: like(30, 33) },
    { kind: 'hide', papers: like(33, 35) },
    { kind: 'read', papers: like(35, 40) },
    { kind: 'seen', papers: like(40, 60) },
    { kind: 'rules', set: { mutedWords: ['survey'], freshness: 180, exploration: 0.2, filter: { from: '2022' } } },
  ];
  await ask.post('/api/profiles/Chi_2/events', { actions });
}

async function nameTopics(ask: Asker, ids: readonly string[]): Promise<void> {
  const cache = { name: 'KV cache', description: 'What is kept of attention while a model generates.', examples: ['2403.09054'] };
  await ask.post('/api/topics/named', cache);
  await ask.post('/api/topics/named', { name: 'symbolic regression' });
  await ask.post('/api/topics/named', { name: 'Agents & tools' });
  await ask.post('/api/topics/named/n2/judge', { no: ids.slice(50, 52) });
}
