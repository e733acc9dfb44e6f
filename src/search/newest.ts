import type { KeySet } from '../paper/key-set.js';
import type { StoredPaper } from '../paper/paper.js';
import type { PaperStore } from '../stores/paper-store.js';

/** So many or fewer are read all and sorted; more are dense enough to be met on the way through all papers by date. */
const MAX_SORTED = 500;
const PAGE = 500;

/** Papers of a set, newest first, as many as are asked for and allowed. */
export async function* newest(store: Pick<PaperStore, 'byKeys' | 'list'>, keys: KeySet): AsyncGenerator<StoredPaper> {
  if (keys.size <= MAX_SORTED) {
    const papers = (await store.byKeys([...keys])).filter((stored) => stored !== undefined);
    yield* papers.sort((a, b) => compareDates(b, a) || a.key - b.key);
    return;
  }
  let after: string | undefined;
  do {
    const { papers, next } = await store.list({ limit: PAGE, after });
    yield* papers.filter(({ key }) => keys.has(key));
    after = next;
  } while (after !== undefined);
}

function compareDates(a: StoredPaper, b: StoredPaper): number {
  const [first, second] = [a.paper.published ?? '', b.paper.published ?? ''];
  return first < second ? -1 : Number(first > second);
}
