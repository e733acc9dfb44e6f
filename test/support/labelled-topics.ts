import { ExactIndex } from '../../src/dense/hnsw/exact.js';
import { WorkerLexicalIndex } from '../../src/lexical/inverted/worker-index.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import type { LabelParts } from '../../src/topics/labels/label-topics.js';
import type { TopicPapers } from '../../src/topics/labels/topic-papers.js';
import { paperNumber } from './papers.js';
import { randomUnitVector, seededRandom } from './random.js';
import { temporaryFolder } from './temporary.js';
import { termsOfPaper } from './words.js';

const DIMENSIONS = 16;

/** Papers of these texts in a store, both indexes over them, and a topic of each list; `close` in the end. */
export async function papersOfTopics(
  ...lists: readonly (readonly { title: string; abstract: string }[])[]
): Promise<LabelParts & { topics: TopicPapers[]; close(): Promise<void> }> {
  const store = await SqliteStore.open(await temporaryFolder());
  const lexical = new WorkerLexicalIndex({ identity: 'terms@1', folder: await temporaryFolder() });
  const dense = new ExactIndex(DIMENSIONS);
  const papers = lists.flat().map((text, i) => paperNumber(i + 1, text));
  const writer = await store.openWriter('test');
  await writer.put(papers);
  await writer.close();
  const keys = (await store.keysOf(papers.map(({ id }) => id))).map((key) => key ?? 0);
  await lexical.apply(papers.map((paper, i) => ({ key: keys[i] ?? 0, paper: termsOfPaper(paper) })));
  const random = seededRandom(1);
  await dense.apply(keys.map((key) => ({ key, vector: randomUnitVector(random, DIMENSIONS) })));
  let next = 0;
  const topics = lists.map(({ length }) => {
    next += length;
    return { keys: keys.slice(next - length, next) };
  });
  const close = async () => {
    await lexical.close();
    await store.close();
  };
  return { store, lexical, dense, topics, close };
}
