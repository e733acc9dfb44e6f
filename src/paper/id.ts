import { createHash } from 'node:crypto';
import { PaperkinError } from '../errors.js';
import { bareId } from './bare-id.js';
import { withoutInvisible } from './invisible.js';
import { normalise } from './normalise.js';
import { titleKey } from './work.js';

/**
 * Canonical ids: `arxiv:2401.01234` (no version), else `doi:10.1145/…` in lower case, else
 * `hash:…` of title and first author. Every door accepts the many ways people write them.
 */

/** New-style arXiv id: year and month, 4 digits until 2014, 5 since 2015; a version may follow. */
const NEW_ARXIV = /^(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?$/i;
/** Old-style arXiv id: archive, perhaps a subject class (dropped: arXiv ignores it), 7 digits. */
const OLD_ARXIV = /^([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?\/(\d{2}(?:0[1-9]|1[0-2])\d{3})(?:v\d+)?$/i;
/** As we print them: a list of thousands has hardly others, and the way through all that people write takes ten times as long. */
const AS_PRINTED = /^arxiv:\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}$/;
/** Longer than any DOI that is in use, and than the addresses that people paste; in characters. */
export const MAX_ID_LENGTH = 500;
/** DOIs are `10.`, a registrant of 4 to 9 digits, a slash and nearly any printable character. */
const DOI = /^(10\.\d{4,9}\/\S+)$/;
const HASH = /^hash:[0-9a-f]{20}$/;
/** arXiv mints a DOI for each paper: the same work, so it gets the arXiv id. */
const ARXIV_DOI = /^10\.48550\/arxiv\.(.+)$/i;

/** `arxiv:…` for anything that names an arXiv paper; undefined for all else. */
function arxivId(text: string): string | undefined {
  const bare = bareId(text);
  const inDoi = ARXIV_DOI.exec(bare)?.[1];
  if (inDoi !== undefined) return arxivId(inDoi);
  const modern = NEW_ARXIV.exec(bare)?.[1];
  if (modern !== undefined) return `arxiv:${modern}`;
  const old = OLD_ARXIV.exec(bare);
  return old ? `arxiv:${old[1]?.toLowerCase()}/${old[2]}` : undefined;
}

/** `doi:…` in lower case for anything that names a DOI other than arXiv's own; else undefined. */
function doiId(text: string): string | undefined {
  const bare = bareId(text);
  const doi = DOI.exec(bare)?.[1];
  return doi === undefined || ARXIV_DOI.test(doi) ? undefined : `doi:${doi.toLowerCase()}`;
}

/**
 * The canonical id that a person or program meant, or undefined when the text is no id at all: longer than
 * {@link MAX_ID_LENGTH}, or with a character that was lost (a lone surrogate, U+FFFD). What nobody sees in it is removed.
 */
export function parseId(text: string): string | undefined {
  if (AS_PRINTED.test(text)) return text;
  if (text.length > MAX_ID_LENGTH || !text.isWellFormed() || text.includes('\uFFFD')) return undefined;
  const trimmed = normalise(withoutInvisible(text), 'NFC').trim();
  return arxivId(trimmed) ?? doiId(trimmed) ?? (HASH.test(trimmed.toLowerCase()) ? trimmed.toLowerCase() : undefined);
}

/**
 * Like {@link parseId}, for doors.
 * @throws INVALID_ID when the text is no id.
 */
export function requireId(text: string): string {
  const id = parseId(text);
  if (id === undefined) throw new PaperkinError('INVALID_ID', `"${text.slice(0, 80)}" is not a paper id.`, { value: text });
  return id;
}

/** The id of a work that has neither arXiv id nor DOI: stable as long as title and first author are. */
export function hashId(title: string, firstAuthor: string | undefined): string {
  const basis = `${titleKey(title)}\n${titleKey(firstAuthor ?? '')}`;
  return `hash:${createHash('sha256').update(basis).digest('hex').slice(0, 20)}`;
}

/** Where the work can be read, as far as the id tells. */
export function urlOf(id: string): string | undefined {
  if (id.startsWith('arxiv:')) return `https://arxiv.org/abs/${pathOfId(id.slice('arxiv:'.length))}`;
  if (id.startsWith('doi:')) return `https://doi.org/${pathOfId(id.slice('doi:'.length))}`;
  return undefined;
}

/** An id as it stands in a path: encoded but for colons and slashes, so that the address can be read. Never throws. */
export function pathOfId(id: string): string {
  const encoded = encodeURIComponent(id.toWellFormed()).replaceAll('%3A', ':');
  // Of `10.1234/../x` a browser makes another address, unless its slashes are encoded.
  return /(?:^|\/)\.{0,2}(?:\/|$)/.test(id) ? encoded : encoded.replaceAll('%2F', '/');
}
