import { dot } from '../../src/dense/math.js';
import type { VectorIndex } from '../../src/dense/vector-index.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import { randomUnitVector, seededRandom, unitVectorNear } from '../../test/support/random.js';

/** Vectors to measure an index with: row `i` of the matrix is the entry of `keys[i]`. */
export interface Vectors {
  /** Where they are from, for a caption. */
  source: string;
  dimensions: number;
  keys: number[];
  matrix: Float32Array;
  /** Others of the same kind, which are not among the entries. */
  queries: Float32Array[];
}

/** Vectors of the papers in a data folder, or seeded ones in clusters where no folder is given. */
export async function readVectors(home: string | undefined, count: number, queries: number): Promise<Vectors> {
  const all = home === undefined ? syntheticVectors(count + queries) : await storedVectors(home, count + queries);
  const dimensions = all[0]?.length ?? 0;
  // Every so many: neighbours in a store are of one time.
  const every = Math.floor(all.length / queries);
  const held = all.filter((_, i) => i % every === 0).slice(0, queries);
  const entries = all.filter((_, i) => i % every !== 0 || i / every >= queries);
  const matrix = new Float32Array(entries.length * dimensions);
  for (const [row, vector] of entries.entries()) matrix.set(vector, row * dimensions);
  const source = home === undefined ? 'synthetic vectors in clusters' : 'vectors of papers';
  return { source, dimensions, keys: entries.map((_, row) => row + 1), matrix, queries: held };
}

/** Puts all entries into an index. */
export async function fill(index: VectorIndex, { keys, matrix, dimensions }: Vectors): Promise<void> {
  for (let first = 0; first < keys.length; first += 1_000) {
    await index.apply(
      keys.slice(first, first + 1_000).map((key, i) => {
        const start = (first + i) * dimensions;
        return { key, vector: matrix.slice(start, start + dimensions) };
      }),
    );
  }
}

/** Exact similarity of a query to each row. */
export function similarityOfRows(query: Float32Array, { keys, matrix, dimensions }: Vectors): Float32Array {
  return Float32Array.from(keys, (_, row) => dot(query, matrix, row * dimensions));
}

async function storedVectors(home: string, limit: number): Promise<Float32Array[]> {
  const store = await SqliteStore.open(home);
  const [model] = await store.models();
  if (!model) throw new Error(`${home} has no vectors`);
  const vectors: Float32Array[] = [];
  for (let since = 0; vectors.length < limit; ) {
    const changes = await store.changes(model.id, since, 1_000);
    const last = changes.at(-1);
    if (!last) break;
    for (const { vector } of changes) if (vector && vectors.length < limit) vectors.push(vector);
    since = last.sequence;
  }
  await store.close();
  return vectors;
}

/** Clusters of about 400, as many as a field has topics. */
function syntheticVectors(count: number): Float32Array[] {
  const random = seededRandom(1);
  const centres = Array.from({ length: Math.ceil(count / 400) }, () => randomUnitVector(random, 256));
  return Array.from({ length: count }, () => unitVectorNear(centres[Math.floor(random() * centres.length)] as Float32Array, 1, random));
}
