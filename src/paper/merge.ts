import type { Paper } from './paper.js';

/**
 * Makes one paper of two records of one work. Pure, and idempotent: merging a record that has
 * been merged before changes nothing, so importing a file again is "same", record by record.
 */
export function mergePapers(existing: Paper, incoming: Paper): Paper {
  const ids = [...new Set([...existing.ids, ...incoming.ids])].sort(byAuthority);
  const [owner, other] = ownsText(existing, incoming, ids[0]) ? [incoming, existing] : [existing, incoming];
  const authors = owner.authors.length > 0 ? owner.authors : other.authors;
  return paperOf({
    ids,
    title: owner.title,
    abstract: owner.abstract === '' ? other.abstract : owner.abstract,
    authors,
    authorCount: authors.length > 0 ? undefined : (owner.authorCount ?? other.authorCount),
    organisation: owner.organisation ?? other.organisation,
    categories: owner.categories.length > 0 ? owner.categories : other.categories,
    keywords: owner.keywords.length > 0 ? owner.keywords : other.keywords,
    venue: owner.venue ?? other.venue,
    published: owner.published ?? other.published,
    url: owner.url ?? other.url,
    code: owner.code ?? other.code,
    // A count of comments only means something when it is the latest one.
    comments: incoming.comments ?? existing.comments,
  });
}

type Loose<T> = { [K in keyof T]?: T[K] | undefined };
type PaperFields = Omit<Paper, 'id'>;

/** A paper with its keys in one fixed order and no undefined ones, so that equal papers are equal as JSON. */
export function paperOf(fields: Loose<PaperFields> & Pick<PaperFields, 'ids' | 'title' | 'abstract'>): Paper {
  const { ids, title, abstract, authors, authorCount, organisation, categories, keywords } = fields;
  const { venue, published, url, code, comments } = fields;
  const id = ids[0];
  if (id === undefined) throw new RangeError('A paper needs an id.');
  const optional = { authorCount, organisation, venue, published, url, code, comments };
  return {
    id,
    ids,
    title,
    abstract,
    authors: authors ?? [],
    categories: categories ?? [],
    keywords: keywords ?? [],
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<PaperFields>),
  };
}

/** arXiv ids before DOIs before hashes, then by text: the first becomes the canonical one. */
export function byAuthority(a: string, b: string): number {
  return authority(a) - authority(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function authority(id: string): number {
  if (id.startsWith('arxiv:')) return 0;
  return id.startsWith('doi:') ? 1 : 2;
}

/**
 * Whose text counts? The record that carries the work's canonical id, the later one if both do.
 * A hash id has no authority behind it that could correct a text, so there the fuller abstract
 * stands: a file that lists a paper twice gives the same paper in whatever order it is read.
 */
function ownsText(existing: Paper, incoming: Paper, canonical: string | undefined): boolean {
  if (incoming.abstract === '') return false;
  if (incoming.id !== canonical) return false;
  if (existing.id !== canonical) return true;
  return authority(incoming.id) < 2 || incoming.abstract.length > existing.abstract.length;
}
