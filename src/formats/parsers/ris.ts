import type { Library, LibraryEntry, LineProblem } from '../library.js';
import { libraryEntry } from './library-entry.js';

/** `TI  - A title`; some write one blank, and none behind the hyphen. */
const TAGGED = /^([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$/;
const TITLES = ['TI', 'T1'];
const AUTHORS = ['AU', 'A1'];
const IDS = ['DO', 'UR', 'L1', 'L2', 'LK', 'M3', 'AN'];
const MENTIONS = ['N1', 'M1', 'JO', 'JF', 'T2', 'C1'];

/** Reads RIS: a line a field, `TY` first and `ER` last; a line without a tag goes on with the one before. */
export function readRis(text: string): Library {
  const entries: LibraryEntry[] = [];
  const problems: LineProblem[] = [];
  let open: { line: number; fields: [tag: string, value: string][] } | undefined;
  const close = () => {
    if (open) entries.push(entryOf(open.line, open.fields));
    open = undefined;
  };
  for (const [i, written] of text.split(/\r\n|\r|\n/).entries()) {
    const line = i + 1;
    const [, tag, value = ''] = TAGGED.exec(written) ?? [];
    const last = open?.fields.at(-1);
    if (tag === 'TY') {
      if (open) problems.push({ line: open.line, problem: 'the entry is not ended by "ER  -"' });
      close();
      open = { line, fields: [] };
    } else if (tag === 'ER') close();
    else if (open && tag !== undefined) open.fields.push([tag, value.trim()]);
    else if (last && written.trim() !== '') last[1] += ` ${written.trim()}`;
    else if (open === undefined && written.trim() !== '') problems.push({ line, problem: 'stands in no entry' });
  }
  if (open) problems.push({ line: open.line, problem: 'the entry is not ended by "ER  -"' });
  close();
  return { format: 'ris', entries, problems };
}

function entryOf(line: number, fields: readonly (readonly [tag: string, value: string])[]): LibraryEntry {
  const valuesOf = (tags: readonly string[]) => fields.filter(([tag]) => tags.includes(tag)).map(([, value]) => value);
  return libraryEntry({
    line,
    title: TITLES.flatMap((tag) => valuesOf([tag]))[0],
    authors: valuesOf(AUTHORS),
    ids: valuesOf(IDS),
    mentions: valuesOf(MENTIONS),
  });
}
