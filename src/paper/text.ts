import { decodeHTMLStrict } from 'entities';
import { withoutInvisible } from './invisible.js';
import { latexToUnicode } from './latex.js';
import { normalise } from './normalise.js';

/**
 * Cleans the text of titles and abstracts: HTML entities, LaTeX, hard-wrapped lines, Unicode NFC.
 * What it does not understand it leaves as it stands, and cleaning twice changes nothing more.
 */

/** Tags that occur in abstracts from publishers (JATS, HTML); any other `<…>` is left alone. */
const TAGS = /<\/?(?:p|br|i|b|em|strong|sub|sup|span|div|tt|u|jats:[a-z-]+)(?:\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*\/?>/gi;
/** Entities come doubly escaped (`&amp;lt;`) in some feeds, never deeper than this. */
const MAX_PASSES = 5;

/** An abstract: paragraphs survive as a blank line, other line breaks were hard wraps. */
export function cleanAbstract(raw: string): string {
  return cleanToRest(raw, unwrap);
}

/** A title, a name, a venue: one line. */
export function cleanLine(raw: string): string {
  return cleanToRest(raw, (text) => text.replace(/\s+/g, ' ').trim());
}

function cleanToRest(raw: string, layout: (text: string) => string): string {
  let text = raw;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const next = layout(cleanOnce(text));
    if (next === text) break;
    text = next;
  }
  return text;
}

function cleanOnce(raw: string): string {
  // A lone surrogate cannot be written as UTF-8, so SQLite and JSON would each garble it their way.
  let text = withoutInvisible(raw.toWellFormed().replace(/\r\n?/g, '\n'));
  if (text.includes('<')) text = text.replace(TAGS, (tag) => (/^<\/?(?:p|br|div|jats:p)\b/i.test(tag) ? ' ' : ''));
  if (text.includes('&')) text = decodeHTMLStrict(text);
  return normalise(typography(latexToUnicode(text)), 'NFC');
}

/** TeX's quotes, dashes and ties, only where they cannot be anything else (`--flag` stays). */
function typography(text: string): string {
  let out = text;
  if (out.includes('``')) out = out.replace(/``([^`]{1,300}?)''/g, '“$1”');
  if (out.includes('--')) {
    out = out.replace(/(?<=[\p{L}\p{N})\]”"']\s?)---(?=\s?[\p{L}\p{N}("“])/gu, '—');
    out = out.replace(/(?<=\d)--(?=\d)|(?<=\s)--(?=\s)/g, '–');
  }
  if (out.includes('~')) out = out.replace(/(?<=[\p{L}.,;)])~+(?=[\p{L}\p{N}\\[(])|(?<=\p{N})~+(?=\p{L})/gu, ' ');
  return out;
}

function unwrap(text: string): string {
  // Most abstracts are one line: nothing to unwrap.
  if (!text.includes('\n')) return text.replace(/\s+/g, ' ').trim();
  return text
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) =>
      paragraph
        // "state-of-\nthe-art" keeps its hyphen: whether "infor-\nmation" should lose it cannot be known.
        .replace(/-[ \t]*\n[ \t]*(?=\p{Ll})/gu, '-')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(Boolean)
    .join('\n\n');
}
