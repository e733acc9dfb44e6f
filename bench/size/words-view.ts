import { lexicalIdentity } from '../../src/indexing/lexical-view.js';
import { dayOf, facetsOf } from '../../src/lexical/facets.js';
import { WorkerLexicalIndex } from '../../src/lexical/inverted/worker-index.js';
import type { LexicalChange, LexicalQuery, PaperTerms } from '../../src/lexical/lexical-index.js';
import { decodeTerms, TERMS_VERSION, termVectorOf } from '../../src/lexical/term-vector.js';
import type { Paper } from '../../src/paper/paper.js';
import type { SqliteStore } from '../../src/stores/sqlite/store.js';
import { type Home, snapshotFolder } from './home.js';
import { BATCH, type Change, type OpenIndex, type View } from './view.js';

/** Papers by their words. */
export async function lexicalView(home: Home): Promise<View<PaperTerms>> {
  const folder = await snapshotFolder(home, lexicalIdentity());
  return {
    identity: lexicalIdentity(),
    folder,
    changes: (since) => changes(home.store, since),
    open,
    // The folder is neither read nor written.
    oracle: () => open(folder),
    novel: (content) => content,
  };
}

function open(folder: string): OpenIndex<PaperTerms> {
  const index = new WorkerLexicalIndex({ identity: lexicalIdentity(), folder });
  return {
    apply: (changes) => index.apply(changes.map(lexicalChange)),
    nearest: (content, k) => index.rank(queryOf(content), k),
    load: () => index.load(),
    settle: () => index.settle(),
    save: (origin) => index.save(origin),
    close: () => index.close(),
  };
}

async function* changes(store: SqliteStore, since: number): AsyncGenerator<Change<PaperTerms>[]> {
  for (let reached = since; ; ) {
    const batch = await store.paperChanges(TERMS_VERSION, reached, BATCH);
    const last = batch.at(-1);
    if (last === undefined) return;
    reached = last.sequence;
    yield batch.map(({ key, paper, terms }) => ({ key, content: paper && contentOf(paper, terms) }));
  }
}

function contentOf(paper: Paper, terms: Uint8Array | undefined): PaperTerms {
  return { terms: terms ?? { title: paper.title, abstract: paper.abstract }, facets: facetsOf(paper), day: dayOf(paper) };
}

function lexicalChange({ key, content }: Change<PaperTerms>): LexicalChange {
  return { key, paper: content };
}

/** Of a paper, as `similar` asks. */
function queryOf({ terms }: PaperTerms): LexicalQuery {
  const vector = terms instanceof Uint8Array ? decodeTerms(terms) : termVectorOf(terms);
  return { ids: [...vector.ids], weights: [...vector.weights], measure: 'cosine' };
}
