import { hashId, MAX_ID_LENGTH, parseId } from '../../paper/id.js';
import { byAuthority } from '../../paper/merge.js';
import { isArxiv } from '../../paper/work.js';
import { type Fields, fieldsOfObject } from './fields.js';

/** Where sources keep the ids of a record, the more exact fields first: what two of them contradict, the first one says. */
const ID_FIELDS = ['id', 'arxivid', 'arxiv', 'eprint', 'entryid', 'doi'];
const EXTERNAL_FIELDS = ['arxiv', 'doi'];
const ADDRESS_FIELDS = ['url', 'link', 'paperurl', 'pdfurl'];

/** An address field longer than this, in characters, is a text or a list. */
const MAX_FIELD = 4 * MAX_ID_LENGTH;
/** Words of a text in which an id is looked for. */
const MAX_WORDS = 50;
/** Elements of a list that are looked at: two are enough to see that it is one. */
const MAX_ELEMENTS = 20;
/** DOIs and hashes that our own export may give a work: a preprint, a conference, a journal, a few records without ids. */
const MAX_EXPORTED = 8;
/** Between two ids in one text. A DOI may itself hold any of these, so an id has to follow. */
const BETWEEN = /[\s;,|](?=https?:|10\.\d{4}|arxiv|doi|www\.|\d{4}\.\d{4})/i;

/** Told of what is left aside, in words for people: "its link names 3 papers: …". */
export type Remark = (text: string) => void;

/**
 * The ids of a record's own work: one arXiv id, one DOI; a hash of title and first author where there is neither, since a
 * source's own numbers are no ids elsewhere. A field that names more of a kind is a list of references and identifies nothing.
 */
export function idsOfRecord(fields: Fields, title: string, firstAuthor: string | undefined, remark: Remark = () => undefined): string[] {
  const exported = exportedIds(fields, remark);
  if (exported) return exported;
  const external = fieldsOfObject(fields.get('externalids'));
  const given: [name: string, value: unknown][] = [
    ...ID_FIELDS.map((name): [string, unknown] => [name, fields.get(name)]),
    ...EXTERNAL_FIELDS.map((name): [string, unknown] => [`externalIds.${name}`, external.get(name)]),
    ['ids', fields.get('ids')],
    ...ADDRESS_FIELDS.map((name): [string, unknown] => [name, fields.get(name)]),
  ];
  const claimed = new Map<string, string>();
  for (const [name, value] of given) {
    const ids = idsIn(value);
    const kinds = ids.map(kindOf);
    if (new Set(kinds).size < kinds.length) {
      remark(`its ${name} names ${ids.length}${ids.length > MAX_ELEMENTS ? ' or more' : ''} papers: taken for references, not for its id`);
      continue;
    }
    for (const id of ids) {
      const first = claimed.get(kindOf(id));
      if (first === undefined) claimed.set(kindOf(id), id);
      else if (first !== id) remark(`its ${name} names ${id}, but the record is ${first}: left aside`);
    }
  }
  const known = [...claimed.values()].filter((id) => !id.startsWith('hash:'));
  if (known.length > 0) return known.sort(byAuthority);
  return [claimed.get('hash') ?? hashId(title, firstAuthor)];
}

/** Our own export lists every id of a work, the canonical one first and under `id` as well; undefined where the record is none. */
function exportedIds(fields: Fields, remark: Remark): string[] | undefined {
  const [id, listed] = [fields.get('id'), fields.get('ids')];
  if (!Array.isArray(listed) || typeof id !== 'string' || listed[0] !== id || parseId(id) !== id) return undefined;
  const ids = [...new Set(listed.slice(0, MAX_EXPORTED + 1).map((one) => (typeof one === 'string' ? parseId(one) : undefined)))];
  const known = ids.filter((one) => one !== undefined).sort(byAuthority);
  if (known.length <= MAX_EXPORTED && known.filter(isArxiv).length <= 1) return known;
  remark('its ids name several papers: taken for references, only its id is kept');
  return [id];
}

function idsIn(value: unknown): string[] {
  const texts = (Array.isArray(value) ? value : [value]).slice(0, MAX_ELEMENTS + 1).filter((text) => typeof text === 'string');
  const ids = new Set<string>();
  for (const text of texts) {
    const parts = text.slice(0, MAX_FIELD).split(BETWEEN, MAX_ELEMENTS + 1);
    const found = parts.flatMap((part) => parseId(part) ?? part.split(/\s+/, MAX_WORDS).map(parseId));
    for (const id of found) if (id !== undefined && ids.size <= MAX_ELEMENTS) ids.add(id);
  }
  return [...ids];
}

function kindOf(id: string): string {
  return id.slice(0, id.indexOf(':'));
}
