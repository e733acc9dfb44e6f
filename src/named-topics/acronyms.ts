import { type Token, tokenize } from '../lexical/terms.js';

/** A short form and what it stands for, as a text defines it: "key-value (KV) cache", "RLHF (reinforcement learning …)". */
export interface Definition {
  short: string;
  long: string;
}

/** A bracket with one short form in it. */
const IN_BRACKETS = /\(\s*([A-Za-z][\p{L}\p{N}-]{1,9}?)s?\s*[),;]/gu;
const WORDS_BEFORE = 10;
/** Definitions of one text that are read: a paper about nothing but short forms has a few dozen. */
const MOST_DEFINITIONS = 200;

/**
 * The definitions of a text: a short form in brackets, behind words whose initials spell it; small words between them may
 * be left out. A narrow reading of Schwartz and Hearst (2003): letters in the middle of words are not looked for.
 */
export function definitionsIn(text: string): Definition[] {
  const found: Definition[] = [];
  let tokens: Token[] | undefined;
  let before = 0;
  for (const match of text.matchAll(IN_BRACKETS)) {
    const short = match[1] as string;
    if (!isAcronym(short)) continue;
    // No token reaches over a bracket: those of the whole text are those of its beginning.
    tokens ??= tokenize(text);
    while ((tokens[before]?.end ?? Number.POSITIVE_INFINITY) <= match.index) before++;
    const long = longForm(text, tokens.slice(Math.max(0, before - WORDS_BEFORE), before), short);
    if (long !== undefined) found.push({ short, long });
    if (found.length === MOST_DEFINITIONS) break;
  }
  return found;
}

/** Is a word written as short forms are: at least two capitals, ten letters at most? */
export function isAcronym(word: string): boolean {
  return word.length <= 10 && (word.match(/\p{Lu}/gu)?.length ?? 0) >= 2;
}

/** The last of the words before a bracket whose initials are those of `short`. */
function longForm(text: string, tokens: readonly Token[], short: string): string | undefined {
  const letters = [...short.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')];
  let at = tokens.length - 1;
  for (let letter = letters.length - 1; letter >= 0; letter--, at--) {
    // "reinforcement learning from human feedback": what says nothing may be skipped, but the form ends in a word of it.
    while (at >= 0 && tokens[at]?.word[0] !== letters[letter] && tokens[at]?.isTerm === false && letter < letters.length - 1) at--;
    if (at < 0 || tokens[at]?.word[0] !== letters[letter]) return undefined;
  }
  const first = tokens[at + 1];
  const last = tokens.at(-1);
  return first && last && letters.length > 1 ? text.slice(first.start, last.end) : undefined;
}

/** The name in other words: its short forms written out, or its long forms made short, by definitions that are met at least twice. */
export function otherForms(name: string, definitions: readonly Definition[], most: number): string[] {
  const own = tokenize(name);
  const forms = new Map<string, string | undefined>();
  const counts = new Map<string, number>();
  for (const { short, long } of definitions) {
    // Papers define the same again and again.
    const key = `${short} ${long}`;
    if (!forms.has(key)) forms.set(key, replaced(name, own, short, long) ?? replaced(name, own, long, short));
    const form = forms.get(key);
    if (form !== undefined) counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  const often = [...counts].filter(([, count]) => count >= 2).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return often.slice(0, most).map(([form]) => form);
}

/** `text` with the words `from` replaced, where it has them; compared without regard to case, hyphens and the plural. */
function replaced(text: string, own: readonly Token[], from: string, to: string): string | undefined {
  const sought = tokenize(from);
  const at = own.findIndex((_, start) => sought.every(({ stem }, i) => own[start + i]?.stem === stem));
  const [first, last] = [own[at], own[at + sought.length - 1]];
  if (at < 0 || !first || !last) return undefined;
  const form = `${text.slice(0, first.start)}${to.toLowerCase() === to ? to : to.replace(/-/g, ' ')}${text.slice(last.end)}`;
  return form.replace(/-/g, ' ').toLowerCase();
}
