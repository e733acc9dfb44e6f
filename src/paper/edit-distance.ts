import { distance } from 'fastest-levenshtein';

/**
 * How many errors lie between two words: letters more, fewer or other (Levenshtein, 1966). Two neighbouring
 * letters in each other's place are one (Damerau, 1964), and the commonest of all, where they are the only one.
 */
export function errorsBetween(a: string, b: string): number {
  if (a.length === b.length) {
    let at = 0;
    while (at < a.length && a[at] === b[at]) at++;
    if (at + 1 < a.length && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)) return 1;
  }
  return distance(a, b);
}
