/** Systematic reviews: the papers that were looked through, and which of them were included. */
import { paperOfRecord } from '../../src/formats/parsers/record.js';
import type { Paper } from '../../src/paper/paper.js';
import type { PaperStore } from '../../src/stores/paper-store.js';
import { zstdLines } from '../support/shared.js';
import { buildHome } from './home.js';

export interface Review {
  name: string;
  /** Keys. */
  papers: number[];
  included: Set<number>;
}

export function reviewsHome(corpus: string): Promise<string> {
  return buildHome([corpus], () => true);
}

/** Records of one work are one paper, included where one of them was. */
export async function readReviews(corpus: string, store: Pick<PaperStore, 'keysOf'>): Promise<Review[]> {
  const reviews = new Map<string, { ids: string[]; included: boolean[] }>();
  for await (const line of zstdLines(corpus)) {
    const record = JSON.parse(line) as { review: string; included: boolean | number };
    const paper = paperOf(record);
    if (!paper) continue;
    const review = reviews.get(record.review) ?? { ids: [], included: [] };
    reviews.set(record.review, review);
    review.ids.push(paper.id);
    review.included.push(Boolean(record.included));
  }
  return Promise.all(
    [...reviews].map(async ([name, { ids, included }]) => {
      const keys = await store.keysOf(ids);
      const known = keys.flatMap((key, i) => (key === undefined ? [] : [{ key, isIncluded: included[i] }]));
      return {
        name,
        papers: [...new Set(known.map(({ key }) => key))],
        included: new Set(known.filter(({ isIncluded }) => isIncluded).map(({ key }) => key)),
      };
    }),
  );
}

/** Undefined for what import does not take either: without a title, or with a whole paper for an abstract. */
function paperOf(record: unknown): Paper | undefined {
  try {
    return paperOfRecord(record);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}
