import { wordsIdentity } from '../../src/indexing/lexical-view.js';
import { dayOf, facetsOf } from '../../src/lexical/facets.js';
import { WorkerWords } from '../../src/lexical/inverted/worker-index.js';
import type { WordsChange, WordsOfPaper, WordsQuery } from '../../src/lexical/lexical-index.js';
import { decodeTerms, TERMS_VERSION, termVectorOf } from '../../src/lexical/term-vector.js';
import type { Paper } from '../../src/paper/paper.js';
import type { SqliteStore } from '../../src/stores/sqlite/store.js';
import { type Home, snapshotFolder } from './home.js';
import { BATCH, type Change, type OpenIndex, type View } from './view.js';

/** Papers by their words. */
export async function wordsView(home: Home): Promise<View<WordsOfPaper>> {
  const folder = await snapshotFolder(home, wordsIdentity());
  return {
    identity: wordsIdentity(),
    folder,
    changes: (since) => changes(home.store, since),
    open,
    // The folder is neither read nor written.
    oracle: () => open(folder),
    novel: (content) => content,
  };
}

function open(folder: string): OpenIndex<WordsOfPaper> {
  const index = new WorkerWords({ identity: wordsIdentity(), folder });
  return {
    apply: (changes) => index.apply(changes.map(wordsChange)),
    nearest: (content, k) => index.rank(queryOf(content), k),
    load: () => index.load(),
    settle: () => index.settle(),
    save: (origin) => index.save(origin),
    close: () => index.close(),
  };
}

async function* changes(store: SqliteStore, since: number): AsyncGenerator<Change<WordsOfPaper>[]> {
  for (let reached = since; ; ) {
    const batch = await store.paperChanges(TERMS_VERSION, reached, BATCH);
    const last = batch.at(-1);
    if (last === undefined) return;
    reached = last.sequence;
    yield batch.map(({ key, paper, terms }) => ({ key, content: paper && contentOf(paper, terms) }));
  }
}

function contentOf(paper: Paper, terms: Uint8Array | undefined): WordsOfPaper {
  return { terms: terms ?? { title: paper.title, abstract: paper.abstract }, facets: facetsOf(paper), day: dayOf(paper) };
}

function wordsChange({ key, content }: Change<WordsOfPaper>): WordsChange {
  return { key, paper: content };
}

/** Of a paper, as `similar` asks. */
function queryOf({ terms }: WordsOfPaper): WordsQuery {
  const vector = terms instanceof Uint8Array ? decodeTerms(terms) : termVectorOf(terms);
  return { ids: [...vector.ids], weights: [...vector.weights], measure: 'cosine' };
}
