import { hashId, parseId } from '../../paper/id.js';
import { byAuthority, paperOf } from '../../paper/merge.js';
import type { Paper } from '../../paper/paper.js';
import { isArxiv } from '../../paper/work.js';
import { type Database, prepared } from './connection.js';
import { PaperTable } from './paper-table.js';

/**
 * Puts right what earlier versions let in: ids with characters that break an address or a page, and papers that took the
 * arXiv ids of other works (whose own records make papers of them again at the next import). Runs inside a transaction.
 */
export function repairIds(db: Database): void {
  const papers = new PaperTable(db);
  for (const key of suspects(db)) {
    const stored = papers.byKey(key);
    if (stored === undefined) continue;
    const ids = soundIds(stored.paper).filter((id) => [undefined, key].includes(papers.keyOfId(id)));
    // No hash that another paper has: then a number makes it one of its own.
    const hash = [hashId(stored.paper.title, stored.paper.authors[0]), hashId(stored.paper.title, `${key}`)];
    const spare = hash.find((id) => [undefined, key].includes(papers.keyOfId(id))) as string;
    const repaired = paperOf({ ...stored.paper, ids: ids.length > 0 ? ids : [spare] });
    if (JSON.stringify(repaired) !== JSON.stringify(stored.paper)) papers.update(key, repaired);
  }
}

/** Papers with an id beyond printable ASCII, an overlong one, or several of arXiv's. */
function suspects(db: Database): number[] {
  return prepared<[], number>(
    db,
    // Text functions stop at NUL: only the bytes tell that something follows.
    `SELECT DISTINCT key FROM ids WHERE id GLOB '*[^!-~]*' OR length(id) > 500 OR length(id) <> length(CAST(id AS BLOB))
     UNION SELECT key FROM ids WHERE id >= 'arxiv:' AND id < 'arxiv;' GROUP BY key HAVING count(*) > 1`,
  )
    .pluck()
    .all();
}

function soundIds(paper: Paper): string[] {
  const parsed = paper.ids.map(parseId).filter((id) => id !== undefined);
  const [own] = parsed.filter(isArxiv).includes(paper.id) ? [paper.id] : parsed.filter(isArxiv);
  return [...new Set(parsed.filter((id) => !isArxiv(id) || id === own))].sort(byAuthority);
}
