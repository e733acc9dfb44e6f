import { type Filter, firstDay, lastDay } from '../paper/filter.js';
import { normalise } from '../paper/normalise.js';
import type { Paper } from '../paper/paper.js';
import { titleKey } from '../paper/work.js';
import { type Selection, UNDATED } from './lexical-index.js';
import { termId } from './term-id.js';

/**
 * What papers are filtered by, as terms of their own kind: a category, an author, a venue is looked
 * up like a word. One file says both what facets a paper has and which a filter asks for.
 */

/** The facets of a paper, as numbers. */
export function facetsOf(paper: Paper): number[] {
  const facets = new Set<number>();
  for (const category of paper.categories) {
    facets.add(facet('category', category));
    facets.add(facet('family', familyOf(category)));
  }
  for (const author of paper.authors) for (const name of namesOf(author)) facets.add(facet('author', name));
  if (paper.venue !== undefined) facets.add(facet('venue', plain(paper.venue)));
  for (const id of paper.ids) facets.add(facet('source', sourceOf(id)));
  if (paper.code !== undefined) facets.add(CODE);
  if (paper.published !== undefined) facets.add(yearFacet(Number(paper.published.slice(0, 4))));
  facets.add(titleFacet(paper.title));
  const name = /^([^:]{1,60}):/.exec(paper.title)?.[1];
  if (name !== undefined) facets.add(nameFacet(name));
  return [...facets];
}

/** The day of publication in days since 1970-01-01: of a month or a year, the first. */
export function dayOf({ published }: Pick<Paper, 'published'>): number {
  return published === undefined ? UNDATED : firstDay(published);
}

/** What a filter asks for; its ids are for the store to turn into keys. */
export function selectionOf(filter: Filter): Pick<Selection, 'all' | 'none' | 'days'> {
  const { from, to, categories, authors, venues, sources, hasCode } = filter;
  const all = [
    categories?.map(categoryFacet),
    authors?.map(authorFacet),
    venues?.map(venueFacet),
    sources?.map((source) => facet('source', source)),
    hasCode === true ? [CODE] : undefined,
  ].filter((alternatives) => alternatives !== undefined);
  const days = { from: from === undefined ? UNDATED : firstDay(from), to: to === undefined ? FOREVER : lastDay(to) };
  return { all, none: hasCode === false ? [CODE] : [], days: from === undefined && to === undefined ? undefined : days };
}

/** `cs.CL`, or all of a family: `cs.*`, `cs`, and `hep-th`, which has but itself. */
export function categoryFacet(category: string): number {
  const family = /^([^.]+)(?:\.\*)?$/.exec(category)?.[1];
  return family === undefined ? facet('category', category) : facet('family', family);
}

/** A full name, however it is accented, or a surname alone. */
export function authorFacet(name: string): number {
  return facet('author', plain(name));
}

export function venueFacet(venue: string): number {
  return facet('venue', plain(venue));
}

/** The years between two, both included; open ends reach as far as papers do. */
export function yearFacets(from = FIRST_YEAR, to = LAST_YEAR): number[] {
  const [first, last] = [Math.max(from, FIRST_YEAR), Math.min(to, LAST_YEAR)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => yearFacet(first + i));
}

/** A whole title, whatever its case, accents and punctuation. */
export function titleFacet(title: string): number {
  return facet('title', titleKey(title));
}

/** What a paper calls its subject: the part of the title before a colon. */
export function nameFacet(name: string): number {
  return facet('name', titleKey(name));
}

const FIRST_YEAR = 1600;
const LAST_YEAR = 2200;
const FOREVER = 0x7fffffff;
const CODE = facet('has', 'code');

/** Case never matters: people type `cs.cl`. */
function facet(field: string, value: string): number {
  return termId(`${field}:${value.toLowerCase()}`, 'facet');
}

function yearFacet(year: number): number {
  return facet('year', String(year));
}

function familyOf(category: string): string {
  return category.split('.', 1)[0] ?? category;
}

function namesOf(author: string): string[] {
  const surname = author.trim().split(/\s+/).at(-1) ?? author;
  return [plain(author), plain(surname), lastWordOf(plain(surname))];
}

/** "Smith-Jones" is looked for as Jones, too. */
function lastWordOf(name: string): string {
  return name.split(' ').at(-1) ?? name;
}

function sourceOf(id: string): string {
  const scheme = id.split(':', 1)[0];
  return scheme === 'arxiv' || scheme === 'doi' ? scheme : 'other';
}

/** Lower case, without accents, dots or hyphens: as people type names. */
function plain(text: string): string {
  return normalise(text, 'NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
