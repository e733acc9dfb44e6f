import { normalise } from './normalise.js';

/**
 * When are two records one work? The same arXiv id, the same DOI, or the same title (up to case,
 * accents and punctuation) with an author in common.
 */

/** Titles shorter than this ("Introduction", "Editorial") say too little to identify a work. */
const MIN_TITLE_KEY = 12;
/** Where a source names no authors, the title alone must identify: it has to be this long. */
const MIN_TITLE_KEY_ALONE = 24;

/** What of a paper says which work it is. */
export interface WorkMarks {
  ids: readonly string[];
  title: string;
  authors: readonly string[];
}

/** A title or name without what editions change: case, accents, punctuation, spaces. Any script. */
export function titleKey(title: string): string {
  return normalise(title, 'NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** A title that may identify a work together with an author; undefined when it is too short. */
export function identifyingTitle(title: string): string | undefined {
  const key = titleKey(title);
  return key.length >= MIN_TITLE_KEY ? key : undefined;
}

/**
 * Are these records of one work? Two different arXiv ids decide against, whatever else they share (arXiv keeps the
 * versions of a work under one id); an id in common decides for; then title and authors speak.
 */
export function sameWork(a: WorkMarks, b: WorkMarks): boolean {
  if (differInArxiv(a.ids, b.ids)) return false;
  const ids = new Set(b.ids);
  if (a.ids.some((id) => ids.has(id))) return true;
  const title = identifyingTitle(a.title);
  if (title === undefined || title !== identifyingTitle(b.title)) return false;
  const unnamed = a.authors.length === 0 || b.authors.length === 0;
  return unnamed ? title.length >= MIN_TITLE_KEY_ALONE : shareAnAuthor(a.authors, b.authors);
}

/**
 * A person's name reduced to surname and first initial: "Yann LeCun", "LeCun, Yann" and
 * "Y. LeCun" are one. Two people may share it, so it counts only beside an equal title.
 */
export function authorKey(name: string): string {
  const comma = name.indexOf(',');
  const ordered = comma > 0 ? `${name.slice(comma + 1)} ${name.slice(0, comma)}` : name;
  const words = ordered
    .split(/[\s.]+/u)
    .map(titleKey)
    .filter(Boolean);
  const surname = words.at(-1) ?? '';
  const initial = words.length > 1 ? (words[0]?.slice(0, 1) ?? '') : '';
  return `${surname} ${initial}`.trim();
}

function shareAnAuthor(a: readonly string[], b: readonly string[]): boolean {
  const keys = new Set(a.map(authorKey));
  return b.some((name) => keys.has(authorKey(name)));
}

/** Have both an arXiv id, and none in common? Then they are two works. */
export function differInArxiv(a: readonly string[], b: readonly string[]): boolean {
  const known = b.filter(isArxiv);
  const own = a.filter(isArxiv);
  return own.length > 0 && known.length > 0 && !own.some((id) => known.includes(id));
}

export function isArxiv(id: string): boolean {
  return id.startsWith('arxiv:');
}
