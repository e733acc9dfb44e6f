import type { LexicalIndex } from '../lexical/lexical-index.js';

/** Terms that share more than this of their papers, each with the other, are one thing. */
const SHARED = 0.5;
const LONGEST = 4;

/** A term, and how it is written. */
export interface NamedTerm {
  readonly id: number;
  readonly name: string;
  /** Papers that have it. */
  readonly examples: readonly number[];
}

/**
 * Puts together what is one thing under several names (`OPSD`, `policy self`, `self-distillation`): terms of whose papers, in the examples,
 * most have the other, too. A wide term and a narrow one within it stay two.
 * @param terms The most telling first: the first of a group stands for it.
 * @returns Of each group the places of its terms.
 */
export async function echoesOf(lexical: Pick<LexicalIndex, 'vectors'>, terms: readonly NamedTerm[]): Promise<number[][]> {
  const keys = [...new Set(terms.flatMap(({ examples }) => examples))];
  const wanted = new Map(terms.map(({ id }, i) => [id, i]));
  const { starts, ids } = await lexical.vectors(keys);
  /** Of each paper the places of the terms that it has. */
  const termsOf = new Map<number, Set<number>>();
  keys.forEach((key, i) => {
    const own = new Set<number>();
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
      const term = wanted.get(ids[at] as number);
      if (term !== undefined) own.add(term);
    }
    termsOf.set(key, own);
  });
  const shareOf = (term: number, other: number) => {
    const { examples } = terms[term] as NamedTerm;
    return examples.filter((key) => termsOf.get(key)?.has(other)).length / (examples.length || 1);
  };
  const groups: number[][] = [];
  for (const term of terms.keys()) {
    const group = groups.find(([first = 0]) => shareOf(term, first) > SHARED && shareOf(first, term) > SHARED);
    if (group) group.push(term);
    else groups.push([term]);
  }
  return groups;
}

/**
 * The names of a group: pairs that overlap are pieces of one phrase (`policy self`, `self-distillation`) and are put together where a text has it; what is
 * within another name is left out. The first name stands for the group.
 */
export function writtenNames(names: readonly string[], texts: readonly string[]): string[] {
  const written = texts.map(foldCase);
  const isWritten = (phrase: string) => written.some((text) => text.includes(` ${foldCase(phrase).trim()} `));
  const whole = names.map((name) => {
    let phrase = name;
    for (let grows = true; grows; ) {
      const next = names
        .flatMap((other) => [joined(phrase, other), joined(other, phrase)])
        .find((one) => one !== undefined && isWritten(one));
      grows = next !== undefined;
      phrase = next ?? phrase;
    }
    return phrase;
  });
  const kept: string[] = [];
  for (const phrase of whole) {
    const isWithin = (other: string) => foldCase(other).includes(foldCase(phrase));
    if (!kept.some(isWithin)) kept.push(phrase);
  }
  const [first = '', ...others] = kept;
  return [first, ...others.filter((one) => !kept.some((other) => other !== one && foldCase(other).includes(foldCase(one))))];
}

/** "policy self" and "self-distillation": "policy self-distillation"; undefined where the last word of one is not the first of the other. */
function joined(first: string, second: string): string | undefined {
  const [before, after] = [wordsIn(first), wordsIn(second)];
  const last = before.at(-1) ?? '';
  if (before.length < 2 || after.length < 2 || last !== after[0] || before.length + after.length - 1 > LONGEST) return undefined;
  return first.slice(0, first.length - last.length) + second;
}

function wordsIn(name: string): string[] {
  return name.toLowerCase().split(/[\s\-‐‑–/]+/);
}

/** Words with one space around each. */
function foldCase(text: string): string {
  return ` ${text
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
    .join(' ')} `;
}
