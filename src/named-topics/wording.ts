import { termId } from '../lexical/term-id.js';
import { pairOf, type Token, tokenize } from '../lexical/terms.js';
import { KeySet } from '../paper/key-set.js';
import type { Views } from '../search/candidates.js';
import type { PaperStore } from '../stores/paper-store.js';
import { type Definition, definitionsIn, isAcronym, otherForms } from './acronyms.js';

/** A name in one of its forms, in words. */
export interface Wording {
  text: string;
  /** How many words it has that tell something. */
  length: number;
  /** Those of its words that are rare enough to be asked of a paper by themselves, each with the papers that have it. */
  parts: readonly { word: string; papers: KeySet }[];
  /** Papers that have the name as a phrase, or about so: all its words, and each pair of neighbours. */
  phrase: KeySet;
  /** Papers that have all `parts`, anywhere. */
  together: KeySet;
}

/** A name may be long; the first words are looked at one by one. */
const MOST_WORDS = 6;
/** A word counts as a part of the name if its idf is this share of that of the rarest: "models" is none of "diffusion models". */
const PART = 0.3;
/** Papers that are read for what short forms stand for, and other forms of the name that are followed. */
const READ = 200;
const OTHER_FORMS = 2;

/** The name as it is written, then in the forms that papers define ("RLHF", "reinforcement learning from human feedback"). */
export async function wordingsOf(views: Views, store: Pick<PaperStore, 'byKeys'>, name: string): Promise<Wording[]> {
  const own = await wordingOf(views, name);
  const readable = tokenize(name).some(({ start, end }) => isAcronym(name.slice(start, end))) || own.length > 1;
  const definitions = readable ? await definitionsOf(store, own) : [];
  const others = await Promise.all(otherForms(name, definitions, OTHER_FORMS).map((text) => wordingOf(views, text)));
  return [own, ...others];
}

async function definitionsOf(store: Pick<PaperStore, 'byKeys'>, own: Wording): Promise<Definition[]> {
  const papers = own.phrase.size > 0 ? own.phrase : own.together;
  const keys = [...papers].slice(-READ);
  const stored = await store.byKeys(keys);
  return stored.flatMap((one) => (one ? definitionsIn(`${one.paper.title}. ${one.paper.abstract}`) : []));
}

async function wordingOf({ lexical }: Views, text: string): Promise<Wording> {
  const tokens = tokenize(text);
  const terms = tokens.filter(({ isTerm }) => isTerm).slice(0, MOST_WORDS);
  const ids = terms.map(({ stem }) => termId(stem, 'word'));
  const pairs = neighbours(tokens).map(([first, second]) => termId(pairOf(first.stem, second.stem), 'pair'));
  const frequencies = await lexical.frequencies(ids);
  const rarest = Math.max(0, ...frequencies.map(({ idf }) => idf));
  const parts = terms.filter((_, i) => (frequencies[i]?.idf ?? 0) >= PART * rarest);
  const sets = await Promise.all(parts.map(({ stem }) => lexical.select({ all: [[termId(stem, 'word')]] })));
  const each = (terms: readonly number[]) => terms.map((id) => [id]);
  const [together, phrase] = await Promise.all([
    parts.length === 0 ? new KeySet() : lexical.select({ all: parts.map(({ stem }) => [termId(stem, 'word')]) }),
    ids.length === 0 ? new KeySet() : lexical.select({ all: [...each(ids), ...each(pairs)] }),
  ]);
  return { text, length: ids.length, parts: parts.map(({ word }, i) => ({ word, papers: sets[i] as KeySet })), phrase, together };
}

function neighbours(tokens: readonly Token[]): [Token, Token][] {
  return tokens.slice(1).flatMap((token, i): [Token, Token][] => {
    const before = tokens[i] as Token;
    return before.isTerm && token.isTerm && token.gap !== 'other' ? [[before, token]] : [];
  });
}
