import { termId } from '../../lexical/term-id.js';
import { isPair, pairOf, type Token, tokenize } from '../../lexical/terms.js';
import type { PaperText } from '../../paper/paper.js';
import { AcronymReader, type Acronyms } from './acronyms.js';
import type { Spelling } from './spelling.js';
import type { Weights } from './weights.js';

/** Some words in a row that papers of a topic write. */
export interface LabelPhrase {
  /** Stems with spaces between them. */
  text: string;
  stems: readonly string[];
  /** Of its lightest pair, or of its one word. */
  weight: number;
  /** Is it a word or a pair that is weighed, or made of overlapping pairs? */
  isTerm: boolean;
  /** Of a compound around a pair that cannot stand alone: that pair. */
  pair?: string | undefined;
  /** In how many of the papers it is. */
  papers: number;
  /** How it is written, in lower case, and how often. */
  forms: Map<string, number>;
}

export interface Phrases {
  byText: ReadonlyMap<string, LabelPhrase>;
  acronyms: Acronyms;
}

const LONGEST = 4;
/** A title names what an abstract describes. */
const TITLE_COUNTS = 2;

/**
 * Finds the phrases of some papers of a topic, by its weights.
 * @param spelling Learns from the abstracts how words are written.
 */
export function readPhrases(texts: readonly PaperText[], weights: Weights, spelling: Spelling): Phrases {
  const byText = new Map<string, LabelPhrase>();
  const acronyms = new AcronymReader();
  const pairs = new Map<string, number>();
  for (const { title, abstract } of texts) {
    const seen = new Set<LabelPhrase>();
    const seenPairs = new Set<string>();
    for (const [text, counts] of [
      [title, TITLE_COUNTS],
      [abstract, 1],
    ] as const) {
      const tokens = tokenize(text);
      for (const run of runsOf(tokens, weights)) {
        const phrase = phraseOf(byText, tokens, run);
        const form = formOf(text, tokens, run);
        phrase.forms.set(form, (phrase.forms.get(form) ?? 0) + counts);
        seen.add(phrase);
        if (run.pair !== undefined) seenPairs.add(run.pair);
      }
      acronyms.read(text, tokens);
      if (text === abstract) spelling.read(text, tokens);
    }
    for (const phrase of seen) phrase.papers++;
    for (const pair of seenPairs) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  // Of `text-to-image` and `image-to-image`, which have the pair `to image`, each has its share.
  for (const phrase of byText.values()) if (phrase.pair !== undefined) phrase.weight *= phrase.papers / (pairs.get(phrase.pair) ?? 1);
  return { byText, acronyms: acronyms.all() };
}

interface Run {
  from: number;
  to: number;
  weight: number;
  isTerm: boolean;
  pair?: string;
}

/** Words and pairs that are weighed, and what those pairs make where they overlap. */
function runsOf(tokens: readonly Token[], weights: Weights): Run[] {
  const runs: Run[] = [];
  let before: Run[] = [];
  tokens.forEach((token, at) => {
    const current: Run[] = [];
    const last = tokens[at - 1];
    const pair = last && isPair(last, token) ? weights.get(termId(pairOf(last.stem, token.stem), 'pair')) : undefined;
    const word = token.isTerm ? weights.get(termId(token.stem, 'word')) : undefined;
    if (pair !== undefined) {
      current.push({ from: at - 1, to: at + 1, weight: pair, isTerm: true });
      for (const { from, weight } of before) {
        if (at - from < LONGEST) current.push({ from, to: at + 1, weight: Math.min(weight, pair), isTerm: false });
      }
    }
    runs.push(...current.map((run) => wholeCompound(tokens, run)));
    if (word !== undefined) runs.push({ from: at, to: at + 1, weight: word, isTerm: true });
    before = current;
  });
  return runs;
}

/** A compound is not cut off at a word that says nothing: `LLM-as` is the beginning of `LLM-as-a-judge`. */
function wholeCompound(tokens: readonly Token[], run: Run): Run {
  let { from, to } = run;
  while (tokens[from]?.isTerm === false && tokens[from]?.gap === 'hyphen') from--;
  while (tokens[to - 1]?.isTerm === false && tokens[to]?.gap === 'hyphen') to++;
  if (from === run.from && to === run.to) return run;
  const pair = tokens.slice(run.from, run.to).map(({ stem }) => stem);
  return { ...run, from, to, pair: pair.join(' ') };
}

function phraseOf(phrases: Map<string, LabelPhrase>, tokens: readonly Token[], { from, to, weight, isTerm, pair }: Run): LabelPhrase {
  const stems = tokens.slice(from, to).map(({ stem }) => stem);
  const text = stems.join(' ');
  const known = phrases.get(text);
  const phrase = known ?? { text, stems, weight, isTerm, pair, papers: 0, forms: new Map<string, number>() };
  if (isTerm) phrase.isTerm = true;
  if (!known) phrases.set(text, phrase);
  return phrase;
}

function formOf(text: string, tokens: readonly Token[], { from, to }: Run): string {
  const [first, last] = [tokens[from], tokens[to - 1]];
  return text.slice(first?.start, last?.end).toLowerCase().replace(/\s+/g, ' ');
}
