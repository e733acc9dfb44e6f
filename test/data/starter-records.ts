import { readFileSync } from 'node:fs';
import { STARTER_CORPUS } from '../../src/importing/starter.js';

/** A line of data/starter.jsonl. */
export interface StarterRecord {
  /** arXiv id without a prefix; absent where the source does not tell. */
  id?: string;
  title: string;
  authors?: string[];
  authorCount?: number;
  organisation?: string;
  published?: string;
  categories?: string[];
  keywords: string[];
  /** In our own words. */
  summary: string;
}

export const TOPICS = [
  'KV cache and efficient attention',
  'symbolic reasoning and mathematics',
  'retrieval and embeddings',
  'recommender systems',
  'agents',
  'diffusion and image generation',
  'speech',
  'robotics',
  'vision-language',
  'reinforcement learning from feedback',
  'mixture of experts',
  'quantisation',
  'code models',
  'evaluation and benchmarks',
  'safety and interpretability',
  'graph learning',
  'clustering',
  'sparse retrieval',
  'medical AI',
  'scientific discovery',
] as const;

export function readStarter(): StarterRecord[] {
  const lines = readFileSync(STARTER_CORPUS, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as StarterRecord);
}

/** Words without case, accents and punctuation: what two texts are compared by. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  );
}
