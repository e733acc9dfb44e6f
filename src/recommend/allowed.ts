import { type Selection, UNDATED } from '../lexical/lexical-index.js';
import { type Filter, firstDay, MILLISECONDS_A_DAY } from '../paper/filter.js';
import { KeySet } from '../paper/key-set.js';
import type { Paper } from '../paper/paper.js';
import type { Rules } from '../profile/rules.js';
import type { Clause } from '../search/clause.js';
import { conditionsOf } from '../search/conditions.js';
import { type FilterSources, selectPapers } from '../search/select-papers.js';
import type { PaperStore } from '../stores/paper-store.js';

/** Which papers may be in a list by its rules; what the reader knows already is not among these. */
export interface Allowed {
  selection: Selection;
  /** What has to be read in the paper itself: the order of words in a phrase. */
  matches: ((paper: Paper) => boolean) | undefined;
}

export interface AllowedParts extends FilterSources {
  store: Pick<PaperStore, 'keysOf' | 'sequence' | 'wordsFrom'>;
}

/** Rules, of one list: its filter may ask for more than those of a profile can. */
export type ListRules = Omit<Rules, 'filter'> & { filter?: Filter | undefined };

/** @param newest The day of the newest paper here: a window ends with it, so that a corpus of last year has one, too. */
export async function allowedBy(parts: AllowedParts, rules: ListRules, newest: number): Promise<Allowed> {
  const { filter = {}, window, mutedWords = [], mutedAuthors = [], mustHave = [] } = rules;
  const asked = {
    text: '',
    required: mustHave.length === 0 ? [] : [mustHave.map(clauseOf)],
    excluded: [...mutedWords.map(clauseOf), ...mutedAuthors.map((value): Clause => ({ kind: 'author', value }))],
  };
  const [selected, { selection, matches }] = await Promise.all([selectPapers(parts, filter), conditionsOf(asked, parts.store)]);
  return {
    selection: {
      ...selected,
      all: [...(selected.all ?? []), ...(selection.all ?? [])],
      none: [...(selected.none ?? []), ...(selection.none ?? [])],
      days: window === undefined ? selected.days : within(selected.days, newest - window + 1),
    },
    matches,
  };
}

/** The selection without what a reader knows. */
export function excluding({ except, ...selection }: Selection, known: KeySet): Selection {
  return { ...selection, except: except ? new KeySet([...except, ...known]) : known };
}

/** The day of the newest paper; of a corpus without dates, today. */
export async function newestDay(store: Pick<PaperStore, 'list'>, now: Date): Promise<number> {
  const { papers } = await store.list({ limit: 1 });
  const published = papers[0]?.paper.published;
  return published === undefined ? Math.floor(now.getTime() / MILLISECONDS_A_DAY) : firstDay(published);
}

function within(days: Selection['days'], from: number): { from: number; to: number } {
  return { from: Math.max(days?.from ?? UNDATED, from), to: days?.to ?? Number.MAX_SAFE_INTEGER };
}

function clauseOf(text: string): Clause {
  return { kind: /\s/.test(text) ? 'phrase' : 'word', text };
}
