/** Contestant: hnswlib-node as its readme uses it, on the thread that asks, with the vectors of our model. */
import hnswlib from 'hnswlib-node';
import { type Contestant, serve } from './contestant.js';
import { readEmbedded } from './papers.js';
import { openQuestionEmbedder } from './question-embedder.js';

/** What is common; M 16 and efConstruction 200 are the library's defaults. */
const EF = 100;

await serve(async (folder): Promise<Contestant> => {
  const embedder = await openQuestionEmbedder();
  const ids: string[] = [];
  const vectors: number[][] = [];
  for await (const { id, vector } of readEmbedded(folder, embedder.dimensions)) {
    ids.push(id);
    vectors.push([...vector]);
  }
  const index = new hnswlib.HierarchicalNSW('cosine', embedder.dimensions);
  index.initIndex(vectors.length);
  for (const [label, vector] of vectors.splice(0).entries()) index.addPoint(vector, label);
  index.setEf(EF);
  const labels = new Map(ids.map((id, label) => [id, label]));
  const nearest = (vector: number[], k: number) =>
    index.searchKnn(vector, Math.min(k, ids.length)).neighbors.map((label) => ids[label] ?? '');
  return {
    search: async (question, k) => nearest([...(await embedder.embed(question))], k),
    similar: async (id, k) => nearest(index.getPoint(labels.get(id) ?? -1), k),
    close: () => embedder.close(),
  };
});
