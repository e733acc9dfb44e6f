import type { KeySet } from '../paper/key-set.js';
import type { StoredPaper } from '../paper/paper.js';
import type { PaperStore } from '../stores/paper-store.js';
import { type Answer, NO_PARTS } from './answer.js';
import type { Page } from './build-page.js';
import { MAX_SHOWN, writeCursor } from './cursor.js';

/** So many or fewer are read all and sorted; more are dense enough to be met on the way through all papers by date. */
const MAX_SORTED = 500;
const PAGE = 500;

/**
 * A page of the papers of a set, newest first. They have no score: nothing was compared.
 * @param most How many are read at most to see whether they hold.
 */
export async function newestPage(
  store: Pick<PaperStore, 'byKeys' | 'list'>,
  keys: KeySet,
  { k, matches, shown, question }: Pick<Page, 'k' | 'matches' | 'shown' | 'question'>,
  most: number,
): Promise<Answer> {
  const results: Answer['results'] = [];
  const now = new Set(shown);
  let read = 0;
  for await (const { key, paper } of newest(store, keys)) {
    if (shown.has(key)) continue;
    // There is another one: only now it is known that this page is not the last.
    if (results.length === k) return now.size < MAX_SHOWN ? { results, next: writeCursor(question, now) } : { results };
    if (matches === undefined || matches(paper)) {
      results.push({ paper, score: 0, parts: NO_PARTS });
      now.add(key);
    }
    if (++read === most) break;
  }
  return { results };
}

async function* newest(store: Pick<PaperStore, 'byKeys' | 'list'>, keys: KeySet): AsyncGenerator<StoredPaper> {
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
