import { parseId } from '../../paper/id.js';
import { cleanLine } from '../../paper/text.js';
import type { LibraryEntry } from '../library.js';

/** An arXiv id within other words: "arXiv preprint arXiv:2401.01234", DBLP's volume "abs/2401.01234". */
const ARXIV_WITHIN = /(?:arxiv[:.\s]\s*|abs\/)((?:[a-z-]+(?:\.[a-z]{2})?\/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)/i;

/** Characters of a field that names something, as it is written; a longer one is damaged, and is passed over. */
const MAX_FIELD = 10_000;

/** What a format's entry is made of, as it stands in the file. */
export interface RawEntry {
  line: number;
  title: string | undefined;
  authors: readonly string[];
  /** Fields that hold an id, or the address of one, and nothing else. */
  ids: readonly (string | undefined)[];
  /** Fields in which an arXiv id may stand among other words. */
  mentions: readonly (string | undefined)[];
}

/** An entry with its text clean and its ids canonical, each once. */
export function libraryEntry({ line, title = '', authors, ids, mentions }: RawEntry): LibraryEntry {
  const written = [...ids.map(short), ...mentions.map((text) => ARXIV_WITHIN.exec(short(text))?.[1] ?? '')];
  const found = written.map((text) => text && parseId(cleanLine(text)));
  return {
    line,
    // BibTeX holds capitals in braces: {KV} Cache.
    title: cleanLine(short(title)).replace(/[{}]/g, ''),
    authors: authors.map((name) => cleanLine(short(name)).replace(/[{}]/g, '')).filter((name) => name !== '' && name !== 'others'),
    ids: [...new Set(found.filter((id) => id !== undefined && id !== ''))] as string[],
  };
}

function short(text = ''): string {
  return text.length > MAX_FIELD ? '' : text;
}
