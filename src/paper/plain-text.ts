import { withoutInvisible } from './invisible.js';

/** Texts that people give (names, descriptions), and texts that end up in XML, without what nobody can see or XML forbids. */

/** A name: one line. To be given to `z.string().overwrite`, so that a name that was kept before is mended when it is read. */
export function plainName(text: string): string {
  return plainText(text).replace(/\s+/g, ' ');
}

/** As {@link plainName}, but with its lines. */
export function plainText(text: string): string {
  return withoutInvisible(text.toWellFormed());
}

/** Without what XML 1.0 forbids even when it is escaped: most control characters, halves of characters, noncharacters. */
export function xmlText(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}
