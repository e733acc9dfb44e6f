import { blendedSimilarity } from '../recommend/background.js';
import type { Views } from '../search/candidates.js';
import type { Ground } from './ground.js';
import { type NamedPaper, type NamedParts, type NamedTopic, NO_NAMED_PARTS, namedScore } from './named-topic.js';

/** What was marked by people, by row of the ground. */
export interface Marks {
  /** Examples, too. */
  yes: readonly number[];
  no: readonly number[];
}

/** Beyond this likeness to a paper that was marked as not belonging, another loses this much a unit; less what it is like one that does. */
const UNLIKED = { weight: 0.5, from: 0.5 };
/** What is marked as belonging is above the threshold by this at least. */
const SLIGHT = 1e-6;

/** Keys of what was marked, each once; what was marked as not belonging does not belong. */
export function markedKeys({ examples = [], yes = [], no = [] }: NamedTopic): { yes: number[]; no: number[] } {
  const not = new Set(no);
  return { yes: [...new Set([...examples, ...yes])].filter((key) => !not.has(key)), no: [...not] };
}

/** The papers above the threshold, after what was marked: that has the last word on itself, and takes away from what is like it. */
export async function judged(
  views: Views,
  ground: Ground,
  { yes, no }: Marks,
  threshold: number,
  partsOf: (row: number) => NamedParts,
): Promise<NamedPaper[]> {
  const [belongs, not] = [new Set(yes), new Set(no)];
  const candidates: number[] = [];
  for (let row = 0; row < ground.keys.length; row++) {
    if (!belongs.has(row) && !not.has(row) && namedScore(partsOf(row)) > threshold) candidates.push(row);
  }
  const losses = no.length === 0 ? [] : await lossesOf(views, ground, candidates, { yes, no });
  const papers = candidates.map((row, i) => paperOf(ground, row, { ...partsOf(row), feedback: losses[i] ?? 0 }));
  for (const row of belongs) {
    const parts = { ...NO_NAMED_PARTS, ...partsOf(row) };
    // However it scores, it is in: just so, or as well as it scores.
    papers.push(paperOf(ground, row, { ...parts, feedback: Math.max(0, threshold + SLIGHT - namedScore(parts)) }));
  }
  return papers.filter(({ score }) => score > threshold).sort((a, b) => b.score - a.score || a.key - b.key);
}

function paperOf(ground: Ground, row: number, parts: NamedParts): NamedPaper {
  return { key: ground.keys[row] as number, score: namedScore(parts), parts };
}

async function lossesOf({ dense, lexical }: Views, ground: Ground, rows: readonly number[], { yes, no }: Marks): Promise<number[]> {
  const keys = rows.map((row) => ground.keys[row] as number);
  const others = [...no, ...yes].map((row) => ground.keys[row] as number);
  const [near, shared] = await Promise.all([dense.pairwise(keys, others), lexical.pairwise(keys, others)]);
  return keys.map((_, i) => {
    const likeness = (from: number, to: number) => {
      let most = 0;
      for (let j = from; j < to; j++)
        most = Math.max(most, blendedSimilarity(near[i * others.length + j] as number, shared[i * others.length + j] as number));
      return most;
    };
    const criticalT = likeness(0, no.length) - Math.max(UNLIKED.from, likeness(no.length, others.length));
    return -UNLIKED.weight * Math.max(0, criticalT);
  });
}
