/** arxiv-sanity's method: a linear SVM over TF-IDF for each reader, what they like against everything else. */
import { bestOf } from '../../src/evaluate/baselines.js';
import { type Contestant, LIST } from '../../src/evaluate/contestants.js';
import { SparseExamples, type SparseRow, trainSvm } from '../../src/recommend/linear-svm.js';
import type { Followups } from './readers.js';
import { TfIdf } from './tf-idf.js';

const PASSES = 20;
const BATCH = 1_000;

/** Rows by key, made once for all costs. */
const prepared = new WeakMap<Followups, Promise<{ rows: Map<number, SparseRow>; width: number }>>();

export async function svmContestant(followups: Followups, cost: number): Promise<Contestant> {
  const preparing = prepared.get(followups) ?? prepare(followups);
  prepared.set(followups, preparing);
  const { rows, width } = await preparing;
  const candidates = [...followups.candidates];
  return {
    name: `TF-IDF + linear SVM, C ${cost}`,
    async answer({ by }) {
      if (!('profile' in by)) return [];
      const liked = new Set(by.likes);
      const others = candidates.filter((key) => !liked.has(key));
      const all = [...by.likes, ...others].map((key) => rows.get(key) as SparseRow);
      const balanced = (of: number) => (cost * all.length) / (2 * of);
      const examples = new SparseExamples(all, width, 1);
      const plane = trainSvm(examples, {
        labels: Int8Array.from(all, (_, i) => (i < liked.size ? 1 : -1)),
        costs: Float64Array.from(all, (_, i) => balanced(i < liked.size ? liked.size : others.length)),
        passes: PASSES,
      });
      const scores = others.map((_, i) => examples.product(liked.size + i, plane));
      return bestOf(others, scores, LIST);
    },
  };
}

async function prepare({ parts: { store }, candidates, asked }: Followups): Promise<{ rows: Map<number, SparseRow>; width: number }> {
  const keys = [...new Set([...candidates, ...asked.questions.flatMap(({ by }) => ('likes' in by ? by.likes : []))])];
  const texts: string[] = [];
  for (let start = 0; start < keys.length; start += BATCH) {
    for (const stored of await store.byKeys(keys.slice(start, start + BATCH)))
      texts.push(stored ? `${stored.paper.title} ${stored.paper.abstract} ${stored.paper.authors.join(' ')}` : '');
  }
  const tfIdf = new TfIdf(texts);
  return { rows: new Map(keys.map((key, i) => [key, tfIdf.row(texts[i] as string)])), width: tfIdf.width };
}
