import type { KeptPapers } from '../stores/named-papers-store.js';
import type { NamedPapers } from './named-topic.js';

export function keptOf(state: string, { threshold, literal, papers }: NamedPapers): KeptPapers {
  return {
    state,
    threshold,
    literal,
    papers: papers.map(({ key, score, parts: { name, words, learnt, feedback } }) => [key, score, name, words, learnt, feedback]),
  };
}

export function papersOfKept({ threshold, literal, papers }: KeptPapers): NamedPapers {
  return {
    threshold,
    literal,
    papers: papers.map(([key, score, name, words, learnt, feedback]) => ({ key, score, parts: { name, words, learnt, feedback } })),
  };
}
