/** Texts that people give (names, descriptions), and texts that end up in XML, without what nobody can see or XML forbids. */

/** C0 and C1 control characters, line and paragraph separators, marks that turn the direction of what follows, byte order marks, noncharacters. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]+/g;

/** A name: one line. To be given to `z.string().overwrite`, so that a name that was kept before is mended when it is read. */
export function plainName(text: string): string {
  return plainText(text).replace(/\s+/g, ' ');
}

/** As {@link plainName}, but with its lines. */
export function plainText(text: string): string {
  return text.toWellFormed().replace(UNSEEN, ' ');
}

/** Without what XML 1.0 forbids even when it is escaped: most control characters, halves of characters, noncharacters. */
export function xmlText(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ' ');
}
