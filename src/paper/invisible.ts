/**
 * Characters that nobody sees, but that break what they stand in: C0 and C1 controls (but for tab and newline), soft
 * hyphens, byte order marks, marks and overrides of direction, joiners of zero width, and code points that are none.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
const INVISIBLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]/g;

/** The text without them. U+200C and U+200D stay: Persian and emoji are written with them. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}
