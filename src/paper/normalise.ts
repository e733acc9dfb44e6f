/** Combining marks on one letter that count: the bound of Unicode's Stream-Safe Text Format (UAX #15, section 13). No script has more. */
const MOST_MARKS = 30;
const MARKS = /\p{M}+/gu;
/** Whatever has such a run has this many UTF-16 units above Latin letters in a row; nearly all text has not, and this is found out fast. */
const MAY_BE = new RegExp(`[^\\u0000-\\u02FF]{${MOST_MARKS + 1}}`);

/**
 * Unicode normalisation in linear time. A run of marks has to be sorted by their class, which takes the square of its length,
 * so marks beyond the thirtieth are dropped first. Use this wherever a text that may come from outside is normalised.
 */
export function normalise(text: string, form: 'NFC' | 'NFKC' | 'NFKD'): string {
  return withoutMarkRuns(text).normalize(form);
}

/** The text with at most 30 combining marks on each letter: for what is normalised by others. */
export function withoutMarkRuns(text: string): string {
  if (!MAY_BE.test(text)) return text;
  return text.replace(MARKS, (marks) => (marks.length > MOST_MARKS ? [...marks].slice(0, MOST_MARKS).join('') : marks));
}
