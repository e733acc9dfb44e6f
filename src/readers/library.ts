import type { Library, LibraryEntry } from '../formats/library.js';
import { titleFacet } from '../lexical/facets.js';
import type { StoredPaper } from '../paper/paper.js';
import { differInArxiv, identifyingTitle, sameWork, titleKey } from '../paper/work.js';
import type { Views } from '../search/candidates.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { LibraryReport } from './answer.js';

/** Entries that are looked up in one go, between which others have their turn. */
const AT_ONCE = 100;
/** Papers of equal title that are looked at, for so many entries. */
const MAX_TITLED = 1_000;
const MAX_SHOWN = 20;

export interface Corpus {
  store: Pick<PaperStore, 'find' | 'byKeys'>;
  lexical: Pick<Views['lexical'], 'select'>;
}

/** The papers of the corpus that a library names: by id, else by title and an author. */
export async function papersOfLibrary(
  corpus: Corpus,
  file: string,
  { format, entries, problems }: Library,
): Promise<{ papers: string[]; report: LibraryReport }> {
  const papers = new Set<string>();
  const missing: LibraryEntry[] = [];
  for (let i = 0; i < entries.length; i += AT_ONCE) {
    if (i > 0) await new Promise(setImmediate);
    const some = entries.slice(i, i + AT_ONCE);
    const found = await papersOf(corpus, some);
    for (const [j, entry] of some.entries()) {
      const paper = found[j];
      if (paper) papers.add(paper.paper.id);
      else missing.push(entry);
    }
  }
  const report: LibraryReport = {
    file,
    format,
    entries: entries.length,
    found: papers.size,
    missing: missing.length,
    missingTitles: missing.slice(0, MAX_SHOWN).map(({ title, line }) => title || `(line ${line}, without a title)`),
    unreadable: problems.length,
    problems: problems.slice(0, MAX_SHOWN),
  };
  return { papers: [...papers], report };
}

async function papersOf({ store, lexical }: Corpus, entries: readonly LibraryEntry[]): Promise<(StoredPaper | undefined)[]> {
  const byId = new Map<string, StoredPaper>();
  const ids = entries.flatMap((entry) => entry.ids);
  for (const [i, stored] of (await store.find(ids)).entries()) if (stored) byId.set(ids[i] ?? '', stored);
  const known = entries.map((entry) =>
    entry.ids.map((id) => byId.get(id)).find((stored) => stored !== undefined && !differInArxiv(entry.ids, stored.paper.ids)),
  );
  const titles = entries
    .filter(({ title }, i) => known[i] === undefined && identifyingTitle(title) !== undefined)
    .map(({ title }) => title);
  const titled = new Map<string, StoredPaper[]>();
  const keys = titles.length === 0 ? [] : [...(await lexical.select({ all: [titles.map(titleFacet)] }))];
  for (const stored of await store.byKeys(keys.slice(0, MAX_TITLED))) {
    if (stored === undefined) continue;
    const key = titleKey(stored.paper.title);
    titled.set(key, [...(titled.get(key) ?? []), stored]);
  }
  return entries.map((entry, i) => known[i] ?? titled.get(titleKey(entry.title))?.find(({ paper }) => sameWork(entry, paper)));
}
