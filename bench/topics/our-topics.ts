import type { LexicalIndex } from '../../src/lexical/lexical-index.js';
import { termId } from '../../src/lexical/term-id.js';
import { KeySet } from '../../src/paper/key-set.js';
import { clusterFromScratch } from '../../src/topics/grouping.js';
import { weighTerms } from '../../src/topics/labels/weights.js';
import type { Parts } from '../recommend/parts.js';
import type { PeerTopics } from './peer-topics.js';

/** Our groups of some papers, -1 for outliers, in the order of the keys. @param outliers Share of the papers, at most. */
export async function ourGroups(
  parts: Pick<Parts, 'dense' | 'lexical'>,
  keys: readonly number[],
  k: number,
  outliers: number,
  seed: number,
): Promise<number[]> {
  const { dense, lexical } = parts;
  const only = new KeySet(keys);
  const views = {
    dense,
    lexical: { vectors: (some: readonly number[]) => lexical.vectors(some), size: async () => only.size, select: async () => only },
  };
  const { numbers, topicOf, threshold } = await clusterFromScratch(views, dense.dimensions, { topics: k, outliers, seed }, {});
  const groups = new Map(
    Array.from(numbers.keys, (key, i) => [
      key,
      (numbers.similarities[i] as number) < threshold ? -1 : (topicOf[numbers.cells[i] as number] as number),
    ]),
  );
  return keys.map((key) => groups.get(key) ?? -1);
}

const WORDS = 10;

export interface Corpus {
  keys: readonly number[];
  vectors: readonly Float32Array[];
  /** Words of each paper, stemmed, as often as it has them. */
  documents: readonly (readonly string[])[];
  lexical: Pick<LexicalIndex, 'vectors'>;
}

/** Topics with the single words that weigh most in their labels. */
export async function ourTopics({ keys, vectors, documents, lexical }: Corpus, groups: ArrayLike<number>, k: number): Promise<PeerTopics> {
  const members: number[][] = Array.from({ length: k }, () => []);
  keys.forEach((_, row) => {
    members[groups[row] as number]?.push(row);
  });
  const topics = members.map((rows) => ({ keys: byTypicality(rows, vectors).map((row) => keys[row] as number) }));
  const stems = new Map([...new Set(documents.flat())].map((stem) => [termId(stem, 'word'), stem]));
  const weights = await weighTerms(lexical, topics);
  return {
    groups: Array.from(groups),
    words: weights.map((terms) => [...terms.keys()].flatMap((id) => stems.get(id) ?? []).slice(0, WORDS)),
  };
}

/** The nearest to the centroid first. */
function byTypicality(rows: readonly number[], vectors: readonly Float32Array[]): number[] {
  const centroid = new Float64Array(vectors[0]?.length ?? 0);
  for (const row of rows)
    vectors[row]?.forEach((x, i) => {
      centroid[i] = (centroid[i] as number) + x;
    });
  const near = new Map(rows.map((row) => [row, vectors[row]?.reduce((sum, x, i) => sum + x * (centroid[i] as number), 0) ?? 0]));
  return rows.toSorted((a, b) => (near.get(b) ?? 0) - (near.get(a) ?? 0));
}
