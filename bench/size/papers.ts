import { TERMS_VERSION } from '../../src/lexical/term-vector.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import { seededRandom } from '../../test/support/random.js';
import { wordsOf } from '../search/words.js';
import { sample } from './sample.js';
import type { Change } from './view.js';

const SEED = 7;
const PAGE = 1_000;

/** What a paper is asked by. */
export interface Asked {
  id: string;
  title: string;
}

/** Papers of the whole corpus at random, the same ones in the same order each time. */
export async function randomPapers(home: string, count: number): Promise<{ papers: Asked[]; size: number }> {
  const store = await SqliteStore.open(home);
  const { drawn, size } = await sample(titles(store), count, seededRandom(SEED));
  await store.close();
  // A server would take the starter corpus in.
  if (size === 0) throw new Error(`${home} has no papers`);
  return { papers: drawn.map(({ content }) => content), size };
}

/** The words of a title, without the punctuation that would be syntax of a question. */
export function questionOf({ title }: Asked): string {
  return wordsOf(title).join(' ');
}

/** Where the HTTP API answers about a paper. */
export const PATHS = {
  similar: ({ id }: Asked) => `api/papers/${id.split('/').map(encodeURIComponent).join('/')}/similar?k=10`,
  search: (asked: Asked) => `api/search?k=10&q=${encodeURIComponent(questionOf(asked))}`,
} as const;

async function* titles(store: SqliteStore): AsyncGenerator<Change<Asked>[]> {
  for (let since = 0; ; ) {
    const changes = await store.paperChanges(TERMS_VERSION, since, PAGE);
    const last = changes.at(-1);
    if (last === undefined) return;
    since = last.sequence;
    // A title without a letter is no question.
    yield changes.map(({ key, paper }) => ({
      key,
      content: paper && wordsOf(paper.title).length > 0 ? { id: paper.id, title: paper.title } : undefined,
    }));
  }
}
