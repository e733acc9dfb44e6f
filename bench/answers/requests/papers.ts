import type { Asker } from '../asker.js';
import { type Known, UNKNOWN } from '../papers.js';

/** Papers one by one and in pages, and merges. */
export async function askForPapers(ask: Asker, { ids, topics }: Known): Promise<void> {
  await ask.get('/api/health');
  await ask.ask('HEAD', '/api/health');
  let page = await ask.get('/api/papers?limit=40');
  for (let i = 0; i < 2; i++) page = await ask.get(`/api/papers?limit=40&cursor=${encodeURIComponent(page.at('next'))}`);
  const all = await ask.get('/api/papers?limit=1000');
  await ask.get(`/api/papers?limit=1000&cursor=${encodeURIComponent(all.at('next'))}`);
  const ofTopics = await ask.get(`/api/papers?topic=${topics[0]}&topic=n1&limit=7`);
  await ask.get(`/api/papers?topic=${topics[0]}&topic=n1&limit=7&cursor=${encodeURIComponent(ofTopics.at('next'))}`);
  await ask.getEach(['/api/papers', '/api/papers?limit=0', '/api/papers?limit=1001', '/api/papers?limit=1e1', '/api/papers?limit=']);
  await ask.getEach(['/api/papers?cursor=nonsense', '/api/papers?topic=t9999', '/api/papers?k=3', '/api/papers?limit=1&limit=2']);
  for (const id of ids.slice(60, 62)) await ask.get(`/api/papers/${id}`);
  await ask.getEach([
    '/api/papers/2403.09054v2',
    '/api/papers/arxiv:2403.09054',
    '/api/papers/https%3A%2F%2Farxiv.org%2Fabs%2F2403.09054',
    '/api/papers/doi:10.5555/answers.1',
    '/api/papers/doi%3A10.5555%2Fanswers.1',
    `/api/papers/${all.at('papers.500.id')}`,
    `/api/papers/${encodeURIComponent(all.at('papers.900.id'))}`,
    `/api/papers/${UNKNOWN}`,
    '/api/papers/no-id-at-all',
    '/api/papers/%E0%A4%A',
    '/api/papers/',
    '/api/papers/2403.09054?k=1',
    '/api/papers/2403.09054/topics',
    `/api/papers/${ids[64]}/topics`,
    `/api/papers/${UNKNOWN}/topics`,
  ]);
  const merges = await ask.get('/api/merges?limit=2');
  await ask.get(`/api/merges?limit=2&before=${merges.at('next')}`);
  await ask.getEach(['/api/merges', '/api/merges?before=0', '/api/merges?before=1']);
}
