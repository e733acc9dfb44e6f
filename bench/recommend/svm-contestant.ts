/**
 * arxiv-sanity's method: a linear SVM over TF-IDF for each reader, what they like against everything else. arxiv-sanity-lite has the authors'
 * names in the text, too, so it is here with and without them: the readers of this benchmark are known by what one group of authors wrote,
 * which names alone give away.
 */
import { topKeys } from '../../src/evaluate/baselines.js';
import { type Contestant, LIST_LENGTH } from '../../src/evaluate/contestants.js';
import type { Paper } from '../../src/paper/paper.js';
import { SparseExamples, type SparseRow, trainSvm } from '../../src/recommend/linear-svm.js';
import type { Followups } from './readers.js';
import { TfIdf } from './tf-idf.js';

/** What of a paper is read. */
export const TEXTS = ['title and abstract', 'with authors’ names'] as const;

const PASSES = 20;
const BATCH = 1_000;

export interface PreparedTexts {
  name: string;
  rows: Map<number, SparseRow>;
  width: number;
}

export async function prepareTexts({ parts, candidates, asked }: Followups, name: (typeof TEXTS)[number]): Promise<PreparedTexts> {
  const keys = [...new Set([...candidates, ...asked.questions.flatMap(({ by }) => ('likes' in by ? by.likes : []))])];
  const texts: string[] = [];
  for (let start = 0; start < keys.length; start += BATCH) {
    const papers = await parts.store.byKeys(keys.slice(start, start + BATCH));
    texts.push(...papers.map((stored) => (stored ? textOf(stored.paper, name) : '')));
  }
  const tfIdf = new TfIdf(texts);
  const rows = new Map(keys.map((key, i) => [key, tfIdf.row(texts[i] as string)]));
  return { name, rows, width: tfIdf.width };
}

function textOf({ title, abstract, authors }: Paper, what: (typeof TEXTS)[number]): string {
  return [title, abstract, ...(what === TEXTS[1] ? authors : [])].join(' ');
}

export function svmContestant({ candidates }: Followups, { name, rows, width }: PreparedTexts, cost: number): Contestant {
  return {
    name: `TF-IDF + linear SVM, ${name}, C ${cost}`,
    async answer({ by }) {
      if (!('profile' in by)) return [];
      const liked = new Set(by.likes);
      // All other candidates: of 5,000 of them one learns less (4 points of recall on 60 readers, names included).
      const others = [...candidates].filter((key) => !liked.has(key));
      const count = liked.size + others.length;
      const balanced = (of: number) => (cost * count) / (2 * of);
      const examples = new SparseExamples(
        [...liked, ...others].map((key) => rows.get(key) as SparseRow),
        width,
        1,
      );
      const plane = trainSvm(examples, {
        labels: Int8Array.from({ length: count }, (_, i) => (i < liked.size ? 1 : -1)),
        costs: Float64Array.from({ length: count }, (_, i) => balanced(i < liked.size ? liked.size : others.length)),
        passes: PASSES,
      });
      return topKeys(
        others,
        others.map((_, i) => examples.product(liked.size + i, plane)),
        LIST_LENGTH,
      );
    },
  };
}
