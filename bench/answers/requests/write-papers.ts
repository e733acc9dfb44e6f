import type { Asker } from '../asker.js';
import { untilSettled } from '../background.js';
import type { Known } from '../papers.js';

/** Merges are undone and papers forgotten; then it is asked what is left, once the indexes know of it. */
export async function writePapers(ask: Asker, { ids }: Known): Promise<void> {
  const merges = await ask.get('/api/merges?limit=1');
  const undo = `/api/merges/${merges.at('merges.0.number')}/undo`;
  await ask.ask('POST', undo);
  await ask.ask('POST', undo);
  await ask.ask('POST', '/api/merges/0/undo');
  await ask.ask('POST', '/api/merges/9999/undo');
  await ask.get(`/api/papers/${merges.at('merges.0.paper.id')}`);
  await ask.delete(`/api/papers/${ids[150]}`);
  await ask.delete(`/api/papers/${ids[150]}`);
  await ask.delete('/api/papers/nonsense');
  await ask.getEach([`/api/papers/${ids[150]}`, `/papers/${ids[150]}`]);
  await untilSettled();
  await ask.getEach([
    '/api/health',
    `/api/papers/${ids[151]}/similar?k=5`,
    `/api/search?q=${ids[150]}`,
    '/api/topics?limit=1',
    '/api/map/legend',
    '/api/profiles/ana/picks?k=3',
  ]);
}
