import type { Asker } from '../asker.js';
import type { Known } from '../papers.js';

const QUESTIONS = [
  'symbolic regression',
  'compress the KV cache of long contexts',
  '"attention sinks"',
  'quantis*',
  'retrieval -survey -"large language models"',
  'pruning OR distillation',
  'category:cs.CL year:2025.. agents',
  'author:Yang year:2024..2025',
  'venue:neurips learning',
  'cs.IR sparse',
  '2403.09054',
  'GritLM',
  'reinforcment lerning for mathematcs',
  'How can a language model be made to remember what was said many thousands of words before, without keeping all of it in memory?',
  'größere Sprachmodelle',
  '"unclosed phrase',
  'year:abc',
  '*',
  '',
];

/** Questions in words, with all that orders, cuts and filters their answers. */
export async function askForSearch(ask: Asker, { ids, topics }: Known): Promise<void> {
  for (const q of QUESTIONS) await ask.get(`/api/search?${new URLSearchParams({ q, k: '6' })}`);
  for (const mode of ['dense', 'lexical']) await ask.get(`/api/search?q=graph+neural+networks&k=30&mode=${mode}`);
  await ask.getEach([
    '/api/search?q=diffusion&sort=date',
    '/api/search?q=diffusion&sort=recency&halfLife=30',
    '/api/search?q=diffusion&minScore=0.999',
    '/api/search?q=diffusion&diversity=1&k=15',
    '/api/search?q=diffusion&topic=f1&topic=n2',
    '/api/search?q=the&k=400',
  ]);
  for (const mode of ['hybrid', 'dense']) {
    let page = await ask.get(`/api/search?q=language+models&k=9&mode=${mode}`);
    page = await ask.get(`/api/search?q=language+models&k=9&mode=${mode}&cursor=${encodeURIComponent(page.at('next'))}`);
  }
  await ask.getEach([
    '/api/search',
    '/api/search?q=cache&k=many',
    '/api/search?q=cache&k=100000',
    '/api/search?q=cache&sort=best',
    '/api/search?q=cache&minScore=2',
    '/api/search?q=cache&halfLife=0',
    '/api/search?q=cache&cursor=nonsense',
    '/api/search?q=cache&filter=x',
    '/api/search?q=cache&topic=t9999',
  ]);
  const query = 'efficient inference';
  await ask.postEach('/api/search', [
    { query, k: 5 },
    { query, filter: { from: '2024', to: '2025-06', categories: ['cs.*'] } },
    { query, filter: { hasCode: true } },
    { query, filter: { venues: ['3dv', 'Proceedings of Answers'] } },
    { query, filter: { authors: ['Song Guo', 'Li'] }, sort: 'date' },
    { query, filter: { ids: ids.slice(0, 40) }, mode: 'lexical' },
    { query, filter: { notIds: ids.slice(0, 200), topic: topics.slice(0, 3) } },
    { query, filter: { inProfile: 'ana' } },
    { query, filter: { notInProfile: 'Chi_2' }, mode: 'dense', k: 4 },
    { query, filter: { inProfile: 'nobody' } },
    { query, filter: { from: '2025', to: '2024' } },
    { query, filter: { categories: ['cs..CL'] } },
    { query, filter: { unknown: 1 } },
    { query, k: '5' },
    { k: 5 },
  ]);
}
