import { authorFacet, nameFacet, titleFacet } from '../lexical/facets.js';
import { parseId } from '../paper/id.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { Views } from './candidates.js';

/** Papers that a question names rather than describes. */
export interface KnownItems {
  keys: ReadonlySet<number>;
  /** What to rank the others by: of an id, the title behind it. */
  text: string;
  /** The whole question is a title or an id: nothing in it is an operator. */
  isVerbatim: boolean;
}

/** Namesakes beyond this are not meant by a name. */
const MAX_NAMED = 100;

/**
 * The papers whose id, URL, title, name (what stands before the colon of a title: "BERT") or author
 * the whole question is.
 */
export async function knownItems(
  query: string,
  store: Pick<PaperStore, 'find'>,
  lexical: Pick<Views['lexical'], 'select'>,
): Promise<KnownItems> {
  const id = parseId(query);
  const [paper] = id === undefined ? [] : await store.find([id]);
  if (paper) return { keys: new Set([paper.key]), text: paper.paper.title, isVerbatim: true };
  const titled = await lexical.select({ all: [[titleFacet(query)]] });
  if (titled.size > 0) return { keys: new Set(titled), text: query, isVerbatim: true };
  const named = await lexical.select({ all: [[nameFacet(query), ...(isFullName(query) ? [authorFacet(query)] : [])]] });
  return { keys: new Set(named.size > MAX_NAMED ? [] : named), text: query, isVerbatim: false };
}

/** Two to five words: one alone is more often a thing than a person. */
function isFullName(query: string): boolean {
  const words = query.trim().split(/\s+/);
  return words.length >= 2 && words.length <= 5;
}
