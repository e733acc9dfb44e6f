import type { Asker } from '../asker.js';
import { type Known, UNKNOWN } from '../papers.js';

const DRAFT = 'We prune the key-value cache of long contexts by attention scores, and measure what is lost in retrieval and in reasoning.';

/** Papers like a paper, like several, and like a text. */
export async function askForSimilar(ask: Asker, { ids, topics }: Known): Promise<void> {
  const [one, two, three, four] = ids.slice(70);
  for (const id of ids.slice(66, 69)) await ask.get(`/api/papers/${id}/similar`);
  const paper = `/api/papers/${one}/similar`;
  for (const mode of ['dense', 'lexical']) await ask.get(`${paper}?mode=${mode}&k=25`);
  await ask.getEach([
    `${paper}?sort=date&k=15`,
    `${paper}?sort=recency&halfLife=90`,
    `${paper}?minScore=0.99&k=50`,
    `${paper}?diversity=0.5&k=12`,
    `${paper}?when=earlier`,
    `${paper}?when=later&mode=dense`,
    `${paper}?topic=${topics[0]}&topic=${topics[1]}&topic=n3`,
    `${paper}?k=1000`,
    '/api/papers/doi:10.5555/answers.2/similar?k=3',
  ]);
  let page = await ask.get(`${paper}?k=5&mode=lexical`);
  for (let i = 0; i < 2; i++) page = await ask.get(`${paper}?k=5&mode=lexical&cursor=${encodeURIComponent(page.at('next'))}`);
  await ask.getEach([
    `${paper}?k=5&mode=dense&cursor=${encodeURIComponent(page.at('next'))}`,
    `${paper}?k=0`,
    `${paper}?k=1001`,
    `${paper}?mode=other`,
    `${paper}?when=sometime`,
    `${paper}?diversity=0.5&k=101`,
    `${paper}?diversity=0.5&sort=date`,
    `/api/papers/${UNKNOWN}/similar`,
  ]);
  await ask.postEach('/api/similar', [
    { ids: [one, two, three], k: 8 },
    { ids: [one, two, three], strategy: 'best_score', unlike: [four], k: 8 },
    { ids: [one], unlike: [two, three], mode: 'lexical' },
    { ids: [four], when: 'later', filter: { categories: ['cs.*'], from: '2025' } },
    { ids: [two], filter: { sources: ['other'] }, mode: 'dense' },
    { text: DRAFT },
    { text: DRAFT, mode: 'dense', sort: 'date' },
    { text: DRAFT, mode: 'lexical', diversity: 0.8 },
    { text: DRAFT, ids: [one], filter: { topic: ['n1'] } },
    { text: DRAFT, when: 'later' },
    { text: '?!' },
    { ids: [] },
    { ids: [UNKNOWN] },
    { ids: ['nonsense'] },
    {},
    [],
  ]);
}
