import type { Acronyms } from './acronyms.js';
import { isGeneric, isModifier } from './headings.js';
import type { LabelPhrase, Phrases } from './phrases.js';
import type { Spelling } from './spelling.js';

/** A phrase is shown as the longer one that so large a share of its papers have. */
const MOSTLY = 0.6;
const MOSTLY_WORD = 0.45;
const MOSTLY_ADJECTIVE = 0.2;
/** An acronym stands for a part of its meaning when so many of the papers, for each that has the part, have the acronym. */
const BY_ACRONYM = 0.5;
/** A pair names a thing, a word often only its field, and what waits for a noun names nothing. */
const PAIR_GAIN = 1.8;
const ADJECTIVE_LOSS = 0.55;

type Longer = ReadonlyMap<string, readonly LabelPhrase[]>;
type Speller = Pick<Spelling, 'spell'>;

/** A phrase as it may stand in a label. */
export interface Heading extends LabelPhrase {
  /** As its papers mostly write it. */
  written: string;
  /** How good it is as a label: its weight, more for several words. */
  score: number;
}

/** What a topic may be called: no two say the same, the best first. */
export function chooseHeadings({ byText, acronyms }: Phrases, spelling: Speller, count: number): Heading[] {
  const longer = longerOnes(byText);
  const parts = [...acronyms].filter(([, meant]) => !byText.has(meant.join(' ')));
  const headings = [...byText.values()]
    .filter(({ isTerm, stems }) => isTerm && !isGeneric(stems))
    .map((phrase) => headingOf(asAcronym(phrase, parts, byText), longer, spelling));
  headings.sort((a, b) => b.score - a.score || timesOf(b) - timesOf(a) || (a.text < b.text ? -1 : 1));
  const chosen: Heading[] = [];
  for (const heading of headings) {
    if (chosen.length === count) break;
    if (!chosen.some((other) => sayTheSame(other, heading, acronyms))) chosen.push(heading);
  }
  return chosen;
}

/**
 * What is a part of something with words between that say nothing is shown by its acronym: `human feedback` as `RLHF`,
 * `simultaneous localization` as `SLAM`.
 * @param parts Acronyms whose meaning is no phrase.
 */
function asAcronym(
  phrase: LabelPhrase,
  parts: readonly (readonly [string, readonly string[]])[],
  byText: ReadonlyMap<string, LabelPhrase>,
): LabelPhrase {
  if (phrase.stems.length < 2) return phrase;
  const [acronym] = parts.find(([, meant]) => ` ${meant.join(' ')} `.includes(` ${phrase.text} `)) ?? [];
  const short = acronym === undefined ? undefined : byText.get(acronym);
  return short && short.papers >= BY_ACRONYM * phrase.papers ? short : phrase;
}

function headingOf(phrase: LabelPhrase, longer: Longer, spelling: Speller): Heading {
  const whole = complete(phrase, longer, spelling);
  const written = spelling.spell(whole.forms);
  const gain = (whole.stems.length > 1 ? PAIR_GAIN : 1) * (isModifier(written) ? ADJECTIVE_LOSS : 1);
  // What is said of a part of the papers names them less.
  return { ...whole, written, weight: phrase.weight, score: phrase.weight * gain * Math.sqrt(whole.papers / phrase.papers) };
}

/** How often it is written. */
function timesOf({ forms }: LabelPhrase): number {
  return [...forms.values()].reduce((sum, count) => sum + count, 0);
}

/** By the text of a phrase, those that begin or end with it, the commonest first. */
function longerOnes(byText: ReadonlyMap<string, LabelPhrase>): Longer {
  const longer = new Map<string, LabelPhrase[]>();
  const falling = [...byText.values()].sort((a, b) => b.papers - a.papers || (a.text < b.text ? -1 : 1));
  for (const phrase of falling.filter(({ stems }) => stems.length > 1 && !isGeneric(stems))) {
    const { stems } = phrase;
    const ends = stems.slice(1).flatMap((_, i) => [stems.slice(0, i + 1).join(' '), stems.slice(i + 1).join(' ')]);
    for (const end of new Set(ends)) {
      const known = longer.get(end);
      if (known) known.push(phrase);
      else longer.set(end, [phrase]);
    }
  }
  return longer;
}

function complete(phrase: LabelPhrase, longer: Longer, spelling: Speller): LabelPhrase {
  const all = longer.get(phrase.text) ?? [];
  const [most] = all;
  const mostly = phrase.stems.length === 1 ? MOSTLY_WORD : MOSTLY;
  if (most && most.papers >= mostly * phrase.papers) return complete(most, longer, spelling);
  if (!isModifier(spelling.spell(phrase.forms))) return phrase;
  const next = all.find(({ text }) => text.startsWith(`${phrase.text} `));
  return next && next.papers >= MOSTLY_ADJECTIVE * phrase.papers ? complete(next, longer, spelling) : phrase;
}

/** Have two phrases a word in common, an inflection of one, or one by an acronym? */
function sayTheSame(a: LabelPhrase, b: LabelPhrase, acronyms: Acronyms): boolean {
  const others = spelledOut(b, acronyms);
  return spelledOut(a, acronyms).some((stem) => others.some((other) => areOneWord(stem, other)));
}

function spelledOut({ stems }: LabelPhrase, acronyms: Acronyms): string[] {
  return stems.flatMap((stem) => [stem, ...(acronyms.get(stem) ?? acronyms.get(stem.replace(/s$/, '')) ?? [])]);
}

const LEAST_COMMON = 5;
const COMMON_SHARE = 0.75;

/** Stems of one word, as `explan` and `explain`, `equilibrium` and `equilibria`. */
function areOneWord(a: string, b: string): boolean {
  if (a === b || a === `un${b}` || b === `un${a}`) return true;
  let common = 0;
  while (common < a.length && a[common] === b[common]) common++;
  const shorter = Math.min(a.length, b.length);
  // `safe` and `safeti`.
  if (common === shorter) return common >= LEAST_COMMON - 1;
  return common >= LEAST_COMMON && common > COMMON_SHARE * shorter;
}
