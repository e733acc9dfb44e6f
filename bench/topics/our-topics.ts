import { weighTerms } from '../../src/topics/labels/weights.js';
import { termId } from '../../src/words/term-id.js';
import type { WordsIndex } from '../../src/words/words-index.js';
import { temporaryFolder } from '../support/temporary.js';
import { type PeerTopics, peerTopics } from './peer-topics.js';
import { writePlainFiles } from './plain-files.js';

/** Groups unit vectors into `k`: what our k-means will be plugged in as. Gives the group of each. */
export type Cluster = (vectors: readonly Float32Array[], k: number, seed: number) => Promise<Uint16Array>;

/** The clusters of scikit-learn's KMeans, until there are our own. */
export function scikitLearnClusters(python: string): Cluster {
  return async (vectors, k, seed) => {
    const folder = temporaryFolder();
    await writePlainFiles(
      folder,
      vectors,
      vectors.map(() => ['word']),
    );
    return Uint16Array.from((await peerTopics(python, 'kmeans', folder, k, seed)).groups);
  };
}

const WORDS = 10;

export interface Corpus {
  keys: readonly number[];
  vectors: readonly Float32Array[];
  /** Words of each paper, stemmed, as often as it has them. */
  documents: readonly (readonly string[])[];
  words: Pick<WordsIndex, 'vectors'>;
}

/** Topics with the single words that weigh most in their labels. */
export async function ourTopics({ keys, vectors, documents, words }: Corpus, groups: ArrayLike<number>, k: number): Promise<PeerTopics> {
  const members: number[][] = Array.from({ length: k }, () => []);
  keys.forEach((_, row) => {
    members[groups[row] as number]?.push(row);
  });
  const topics = members.map((rows) => ({ keys: byTypicality(rows, vectors).map((row) => keys[row] as number) }));
  const stems = new Map([...new Set(documents.flat())].map((stem) => [termId(stem, 'word'), stem]));
  const weights = await weighTerms(words, topics);
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
