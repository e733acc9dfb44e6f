/** What groups of papers and their words are worth, each measure a pure function. */

/** So little that log(0) is finite; gensim's. */
const EPSILON = 1e-12;

/**
 * How much the words of a topic occur together: the mean normalised pointwise mutual information (Bouma, 2009) of
 * all pairs, -1 (never together) to 1 (only together), with whole documents as windows: gensim's `c_npmi` with
 * windows as long as the documents. A pair with a word that no document has counts 0, and so does one that every
 * document has. NaN for fewer than two words.
 * @param rowsOf The documents that have a word.
 */
export function npmi(words: readonly string[], rowsOf: (word: string) => ReadonlySet<number> | undefined, documents: number): number {
  let [sum, pairs] = [0, 0];
  words.forEach((word, i) => {
    for (const other of words.slice(0, i)) {
      sum += npmiOfPair(rowsOf(word), rowsOf(other), documents);
      pairs++;
    }
  });
  return sum / pairs;
}

function npmiOfPair(a: ReadonlySet<number> = new Set(), b: ReadonlySet<number> = new Set(), documents: number): number {
  if (a.size === 0 || b.size === 0) return 0;
  const [fewer, more] = a.size < b.size ? [a, b] : [b, a];
  let both = 0;
  for (const row of fewer) if (more.has(row)) both++;
  if (both === documents) return 0;
  const together = both / documents + EPSILON;
  return Math.log(together / ((a.size / documents) * (b.size / documents))) / -Math.log(together);
}

/** In which documents each word is. */
export function rowsByWord(documents: readonly (readonly string[])[]): Map<string, Set<number>> {
  const rows = new Map<string, Set<number>>();
  documents.forEach((words, row) => {
    for (const word of words) {
      const known = rows.get(word);
      if (known) known.add(row);
      else rows.set(word, new Set([row]));
    }
  });
  return rows;
}
