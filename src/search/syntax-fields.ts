import { errorsBetween } from '../paper/edit-distance.js';
import type { Clause } from './clause.js';
import { syntaxError } from './syntax-error.js';

const FIELDS = ['author', 'category', 'venue', 'year'] as const;
type Field = (typeof FIELDS)[number];

/**
 * Which field a name before a colon stands for; undefined where it is part of a word, as in `https:`.
 * A capital counts where a value follows directly (phones write `Author:LeCun`), since `Year: a study` is a title.
 * @throws INVALID_INPUT for a name that can only be a slip, such as `autor:x`. `GEAR: an approach` is none.
 */
export function fieldNamed(query: string, at: number, name: string, hasValue: boolean): Field | undefined {
  const lower = name.toLowerCase();
  const field = FIELDS.find((known) => known === lower);
  const isLower = name === lower;
  if (field) return hasValue || isLower ? field : undefined;
  const meant = hasValue && isLower ? FIELDS.find((known) => errorsBetween(known, name) <= 1) : undefined;
  if (meant === undefined) return undefined;
  throw syntaxError(
    query,
    at,
    `there is no field "${name}:". Did you mean ${meant}:?`,
    `Write ${meant}:, or put a space behind the colon.`,
  );
}

/** @throws INVALID_INPUT at the value where no paper can have it. */
export function fieldClause(query: string, at: number, field: Field, value: string): Clause {
  if (field === 'year') return yearClause(query, at, value);
  if (field === 'category' && !CATEGORY.test(value)) {
    throw syntaxError(
      query,
      at,
      `"${shown(value)}" is no category.`,
      'Write one, as in category:cs.CL, or all of a family: category:cs.*.',
    );
  }
  return { kind: field, value };
}

export function exampleOf(field: Field): string {
  return { author: 'author:LeCun or author:"Yann LeCun"', category: 'category:cs.CL', venue: 'venue:NeurIPS', year: 'year:2024' }[field];
}

/** Sources other than arXiv have names of their own ("Computer Vision", "I.2.7"), but commas and semicolons separate them. */
const CATEGORY = /^[\p{L}\p{N}](?:[^*,;]*[^*,;.])?(?:\.\*)?$/u;

/**
 * A bare token that is unmistakably one of arXiv's (https://arxiv.org/category_taxonomy): an archive that has
 * subjects, a dot, and a subject or the star. `hep-th` alone is a word, and so are `node.JS` and `physics.org`.
 */
export const BARE_CATEGORY =
  /^(?:(?:astro-ph|cs|econ|eess|math|nlin|q-bio|q-fin|stat)\.(?:[A-Z]{2}|\*)|cond-mat\.(?:[a-z]+-[a-z]+|other|soft|\*)|physics\.(?:[a-z]+-[a-z]+|optics|\*))$/;

function yearClause(query: string, at: number, value: string): Clause {
  const remedy = 'Write year:2024, year:2024..2025, year:2024.. or year:..2020.';
  const [, first = '', dots, last = ''] = /^(\d{4})?(\.\.)?(\d{4})?$/.exec(value) ?? [];
  const from = first === '' ? undefined : Number(first);
  const to = dots === undefined ? from : last === '' ? undefined : Number(last);
  const isYear = dots === undefined ? first !== '' && last === '' : first !== '' || last !== '';
  if (!isYear) throw syntaxError(query, at, `"${shown(value)}" is no year and no range of years.`, remedy);
  if (from !== undefined && to !== undefined && from > to) {
    throw syntaxError(query, at, `the range ${value} ends before it begins.`, `Write year:${to}..${from}.`);
  }
  return { kind: 'year', from, to };
}

function shown(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}
