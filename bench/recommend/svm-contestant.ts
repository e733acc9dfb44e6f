/**
 * arxiv-sanity's method: a linear SVM over TF-IDF for each reader, what they like against papers at random. arxiv-sanity-lite has the authors'
 * names in the text, too, so it is here with and without them: the readers of this benchmark are known by what one group of authors wrote,
 * which names alone give away.
 */
import { bestOf } from '../../src/evaluate/baselines.js';
import { type Contestant, LIST } from '../../src/evaluate/contestants.js';
import type { Paper } from '../../src/paper/paper.js';
import { SparseExamples, type SparseRow, trainSvm } from '../../src/recommend/linear-svm.js';
import { seededOrder } from '../support/seeded.js';
import type { Followups } from './readers.js';
import { TfIdf } from './tf-idf.js';

/** What of a paper is read. */
export const TEXTS = {
  'title and abstract': ({ title, abstract }: Paper) => `${title} ${abstract}`,
  'with authors’ names': ({ title, abstract, authors }: Paper) => `${title} ${abstract} ${authors.join(' ')}`,
} as const;

const PASSES = 20;
const BATCH = 1_000;
/** Of all candidates; with all 40,000 it is no better and takes eight times as long. */
const NEGATIVES = 5_000;

export interface PreparedTexts {
  name: string;
  rows: Map<number, SparseRow>;
  width: number;
  /** Keys. */
  negatives: number[];
}

export async function prepareTexts({ parts, candidates, asked }: Followups, name: keyof typeof TEXTS): Promise<PreparedTexts> {
  const keys = [...new Set([...candidates, ...asked.questions.flatMap(({ by }) => ('likes' in by ? by.likes : []))])];
  const texts: string[] = [];
  for (let start = 0; start < keys.length; start += BATCH) {
    const papers = await parts.store.byKeys(keys.slice(start, start + BATCH));
    texts.push(...papers.map((stored) => (stored ? TEXTS[name](stored.paper) : '')));
  }
  const tfIdf = new TfIdf(texts);
  const rows = new Map(keys.map((key, i) => [key, tfIdf.row(texts[i] as string)]));
  return { name, rows, width: tfIdf.width, negatives: seededOrder([...candidates], 'svm', String).slice(0, NEGATIVES) };
}

export function svmContestant({ candidates }: Followups, { name, rows, width, negatives }: PreparedTexts, cost: number): Contestant {
  const rowsOf = (keys: readonly number[]) => keys.map((key) => rows.get(key) as SparseRow);
  return {
    name: `TF-IDF + linear SVM, ${name}, C ${cost}`,
    async answer({ by }) {
      if (!('profile' in by)) return [];
      const liked = new Set(by.likes);
      const others = negatives.filter((key) => !liked.has(key));
      const count = liked.size + others.length;
      const balanced = (of: number) => (cost * count) / (2 * of);
      const plane = trainSvm(new SparseExamples(rowsOf([...liked, ...others]), width, 1), {
        labels: Int8Array.from({ length: count }, (_, i) => (i < liked.size ? 1 : -1)),
        costs: Float64Array.from({ length: count }, (_, i) => balanced(i < liked.size ? liked.size : others.length)),
        passes: PASSES,
      });
      const open = [...candidates].filter((key) => !liked.has(key));
      const examples = new SparseExamples(rowsOf(open), width, 1);
      return bestOf(
        open,
        open.map((_, i) => examples.product(i, plane)),
        LIST,
      );
    },
  };
}
