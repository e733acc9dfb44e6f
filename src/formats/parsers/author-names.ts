import { cleanLine } from '../../paper/text.js';
import { fieldsOfObject, textOf } from './fields.js';

/** Names are given first name first, as most sources write them. */
export function authorNames(value: unknown): string[] {
  if (typeof value === 'string') return namesInText(value);
  if (!Array.isArray(value)) return [];
  const names = value.map(nameOf).filter(({ length }) => length <= MAX_NAME);
  return names.map((name) => firstNameFirst(cleanLine(name))).filter(isName);
}

/** Characters of a name, those of long collaborations included; what is longer is none. */
const MAX_NAME = 2_000;

const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i;
/** "de la", "van der": what may stand before a surname, in lower case. */
const PARTICLES = /^(?:(?:d[aeiou]|del|della|des|dos|du|la|le|van|von|den|der|ten|ter|el|al|bin|ibn|zu|zur)\s)+/;

/**
 * A list of names in one text. A semicolon separates names; else "and" does; commas do where the
 * names between them have two words, as in "Yann LeCun, Geoffrey Hinton and Yoshua Bengio". One
 * word before a comma is a surname: "LeCun, Yann", "LeCun, Yann and Hinton, Geoffrey".
 */
function namesInText(raw: string): string[] {
  const text = withoutParentheses(cleanLine(raw));
  if (text.includes(';')) return text.split(';').map(firstNameFirst).filter(isName);
  const parts = text.split(/,? (?:and|&) /i).filter(isName);
  const segments = parts.map((part) => segmentsOf(part));
  const isBibtex = parts.length > 1 && segments.every(({ length }) => length === 2) && segments.some(([first = '']) => isSurname(first));
  if (isBibtex) return segments.map(([surname, given]) => `${given} ${surname}`);
  const oneWordEach = segments.length > 1 && segments.every((segment) => segment.every((name) => !name.includes(' ')));
  return segments.flatMap((segment) => (oneWordEach ? segment : paired(segment))).filter(isName);
}

/** Of text on one line, its blanks single. Affiliations and their numbers stand in parentheses, at times within others. */
function withoutParentheses(text: string): string {
  let out = text;
  for (let inner = 0; inner < 3 && out.includes('('); inner++) out = out.replace(/ ?\([^()]*\)/g, '');
  return out;
}

/** What commas separate, a suffix staying with its name: "Martin Luther King, Jr.". */
function segmentsOf(part: string): string[] {
  const segments: string[] = [];
  for (const segment of part.split(',').map((name) => name.trim())) {
    const name = segments.at(-1);
    if (name !== undefined && SUFFIX.test(segment)) segments[segments.length - 1] = `${name} ${segment}`;
    else if (segment !== '') segments.push(segment);
  }
  return segments;
}

/** "LeCun, Yann, Hinton, Geoffrey" is two names when each first half is a surname, else four. */
function paired(segments: string[]): string[] {
  const surnames = segments.filter((_, i) => i % 2 === 0);
  if (segments.length % 2 === 1 || !surnames.every(isSurname)) return segments;
  return surnames.map((surname, i) => `${segments[2 * i + 1]} ${surname}`);
}

function firstNameFirst(name: string): string {
  return paired(segmentsOf(name)).join(', ');
}

function isSurname(text: string): boolean {
  return !text.replace(PARTICLES, '').includes(' ');
}

function isName(name: string): boolean {
  return name.length <= MAX_NAME && /\p{L}/u.test(name) && !/^(?:others|et al\.?|unknown|anonymous)$/i.test(name.trim());
}

function nameOf(author: unknown): string {
  if (typeof author === 'string') return author;
  const fields = fieldsOfObject(author);
  const whole = textOf(fields, ['name', 'fullname', 'literal', 'author']);
  if (whole !== undefined) return whole;
  const given = textOf(fields, ['given', 'first', 'firstname', 'forename']) ?? '';
  return `${given} ${textOf(fields, ['family', 'last', 'lastname', 'surname']) ?? ''}`;
}
