import type { Asker } from '../asker.js';
import type { Known } from '../papers.js';

/** Topics that were found, topics that were named, and what rises and falls. */
export async function askForTopics(ask: Asker, { ids, topics: [first, second] }: Known): Promise<void> {
  const topics = await ask.get('/api/topics');
  await ask.getEach([
    '/api/topics?level=field',
    `/api/topics?level=subtopic&parent=${first}`,
    '/api/topics?limit=0',
    '/api/topics?parent=t9999',
  ]);
  await ask.getEach([
    `/api/topics/${first}`,
    `/api/topics/${encodeURIComponent(topics.at('topics.1.name'))}`,
    '/api/topics/f1',
    '/api/topics/t9999',
    `/api/topics/${first}/papers?k=12`,
    `/api/topics/${second}/papers?sort=date`,
    `/api/topics/${first}/papers?sort=score`,
    '/api/topics/update',
    '/api/topics/named',
    '/api/topics/named/n1',
    '/api/topics/named/Agents%20%26%20tools',
    '/api/topics/named/n99',
    '/api/topics/named/n1/papers?k=8',
    '/api/topics/named/symbolic%20regression/papers?sort=date',
    '/api/topics/named/n1/papers?sort=typical',
    `/api/papers/${ids[90]}/topics`,
    '/api/trends/topics',
    '/api/trends/topics?level=field&limit=3',
    '/api/trends/topics?direction=rising',
    '/api/trends/topics?direction=up',
    `/api/trends/topics/${first}`,
    '/api/trends/topics/t9999',
    '/api/trends/terms',
    '/api/trends/terms?direction=falling&limit=200',
    `/api/trends/terms?topic=${second}&limit=5`,
    '/api/trends/terms?limit=201',
  ]);
}
