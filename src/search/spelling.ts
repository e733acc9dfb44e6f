import { z } from 'zod';
import { termId } from '../lexical/term-id.js';
import { type Token, tokenize } from '../lexical/terms.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { Views } from './candidates.js';

/** A word that no paper has, and the one that was looked for instead. */
export const correctionSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
});
export type Correction = z.output<typeof correctionSchema>;

/** Shorter words have too many neighbours to guess among. */
const MIN_LENGTH = 4;
/** From this length on two errors are forgiven, else one. */
const LONG = 8;
/** Of the nearest, those whose frequency is looked up. */
const MAX_NEAR = 50;
/** A question has a handful of words; a pasted text is not corrected beyond this many. */
const MAX_CORRECTIONS = 5;

/**
 * Words of a question that no paper has are replaced by the nearest that papers have: of those at
 * the smallest edit distance the one in most papers. The first two letters are taken to be
 * right, or swapped.
 */
export async function correct(
  text: string,
  lexical: Pick<Views['lexical'], 'frequencies'>,
  vocabulary: Pick<PaperStore, 'nearestWords'>,
): Promise<{ text: string; corrections: Correction[] }> {
  const tokens = tokenize(text).filter(({ isTerm, word }) => isTerm && word.length >= MIN_LENGTH && !/\p{N}/u.test(word));
  const papers = await lexical.frequencies(tokens.map(({ stem }) => termId(stem, 'word')));
  const unknown = tokens.filter((_, i) => papers[i]?.papers === 0).slice(0, MAX_CORRECTIONS);
  const corrections: (Correction & Pick<Token, 'start' | 'end'>)[] = [];
  for (const { word, start, end } of unknown) {
    const to = await nearestWord(word, lexical, vocabulary);
    if (to !== undefined) corrections.push({ from: text.slice(start, end), to, start, end });
  }
  // From the end, so that earlier offsets stay right.
  const corrected = corrections.reduceRight((whole, { to, start, end }) => whole.slice(0, start) + to + whole.slice(end), text);
  return { text: corrected, corrections: corrections.map(({ from, to }) => ({ from, to })) };
}

async function nearestWord(
  word: string,
  lexical: Pick<Views['lexical'], 'frequencies'>,
  vocabulary: Pick<PaperStore, 'nearestWords'>,
): Promise<string | undefined> {
  const near = await vocabulary.nearestWords(word, { errors: word.length >= LONG ? 2 : 1, limit: MAX_NEAR });
  const papers = await lexical.frequencies(near.map((each) => termId(tokenize(each.word)[0]?.stem ?? '', 'word')));
  return near
    .map((each, i) => ({ ...each, papers: papers[i]?.papers ?? 0 }))
    .filter((each) => each.papers > 0)
    .sort((a, b) => a.errors - b.errors || b.papers - a.papers)[0]?.word;
}
