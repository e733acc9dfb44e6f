import type { Delimiter } from '../../src/formats/parsers/csv-rows.js';

/** Rows of CSV the plain way, which takes the square: what is given up is read again from the line after it. */
export async function rowsByReadingAgain(text: string, delimiter: Delimiter, limit: number): Promise<unknown[]> {
  const rows: unknown[] = [];
  const written = text.split('\n');
  if (written.at(-1) === '') written.pop();
  const lines = written.map((line, i) => ({ line: i + 1, text: line, tooLong: line.length > limit }));
  for (let at = 0; at < lines.length; ) {
    const first = lines[at] as (typeof lines)[number];
    if (first.tooLong)
      rows.push({
        line: first.line,
        problem: `is a line of more than ${limit.toLocaleString('en')} characters`,
        excerpt: first.text.slice(0, 500),
      });
    if (first.tooLong || first.text.trim() === '') {
      at++;
      continue;
    }
    const end = endOfRow(lines, at, delimiter, limit);
    if (end === undefined) rows.push({ line: first.line, problem: 'opens a quote that is never closed', excerpt: first.text });
    else
      rows.push({
        line: first.line,
        text: lines
          .slice(at, end)
          .map((line) => line.text)
          .join('\n'),
      });
    at = end ?? at + 1;
  }
  return rows;
}

/** The place after the last line of a row; undefined where its quote is not closed in time. */
function endOfRow(
  lines: readonly { text: string; tooLong: boolean }[],
  from: number,
  delimiter: string,
  limit: number,
): number | undefined {
  let [open, length] = [false, 0];
  for (let at = from; at < lines.length; at++) {
    const { text, tooLong } = lines[at] as (typeof lines)[number];
    if (tooLong) return undefined;
    length += text.length + 1;
    let begins = !open;
    for (let i = 0; i < text.length; i++) {
      const sign = text.charAt(i);
      if (open && sign === '"' && text[i + 1] === '"') i++;
      else if (open) open = sign !== '"';
      else {
        open = sign === '"' && begins;
        begins = sign === delimiter;
      }
    }
    if (!open) return at + 1;
    if (length > limit) return undefined;
  }
  return undefined;
}
