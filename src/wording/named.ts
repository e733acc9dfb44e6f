import type { NamedTopicPaper } from '../named-topics/answer.js';
import { formatSigned } from './why.js';

type Parts = NamedTopicPaper['parts'];

/** What the parts of a score are called, where they speak for a paper and where they speak against it. */
const PART_NAMES: Record<keyof Parts, [speaksFor: string, against: string]> = {
  name: ['means what was named', 'means something else'],
  words: ['words of the name', 'few words of the name'],
  learnt: ['like the surest papers', 'unlike the surest papers'],
  feedback: ['judged to belong', 'like what was judged not to'],
};

/** Why a paper is in a named topic: "like the surest papers 0.84, means what was named 0.32". The greatest part first, what adds nothing left out. */
export function explainNamed(parts: Parts): string {
  const telling = (Object.keys(PART_NAMES) as (keyof Parts)[]).filter((part) => formatSigned(parts[part]) !== '0.00');
  telling.sort((a, b) => Math.abs(parts[b]) - Math.abs(parts[a]));
  return telling.map((part) => `${PART_NAMES[part][parts[part] > 0 ? 0 : 1]} ${formatSigned(parts[part])}`).join(', ');
}
