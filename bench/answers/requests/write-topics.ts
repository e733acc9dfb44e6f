import type { Asker } from '../asker.js';
import { untilUpdated } from '../background.js';
import type { Known } from '../papers.js';

const SEED = 11;

/** Topics that were found are renamed, followed, split and merged; then they and the map are made anew. */
export async function writeTopics(ask: Asker, { topics: [first, second, third] }: Known): Promise<void> {
  await ask.get('/api/topics?limit=4');
  await ask.patch(`/api/topics/${first}`, { name: 'what there is most of' });
  await ask.patch(`/api/topics/${first}`, { name: 'a'.repeat(101) });
  await ask.post(`/api/topics/${first}/follow`, { profile: 'nia' });
  await ask.form(`/topics/${second}/follow`, { profile: 'nia', back: `/topics/${second}` });
  await ask.form(`/topics/${second}/name`, { name: 'the next', back: `/topics/${second}` });
  await ask.post(`/api/topics/${first}/split`, { into: 3 });
  await ask.post(`/api/topics/${first}/split`, { into: 1 });
  await ask.post('/api/topics/merge', { topics: [second, third] });
  await ask.post('/api/topics/merge', { topics: [second] });
  await ask.getEach(['/api/topics', `/api/topics/${first}`, '/api/map/legend']);
  await ask.post('/api/topics/t9999/follow', { profile: 'nia' });
  await ask.patch('/api/topics/t9999', { name: 'none' });
  await ask.post('/api/topics/update', { topics: 0 });
  await ask.post('/api/topics/update', { topics: 12, outliers: 0.05, anew: true, seed: SEED });
  await untilUpdated(ask, '/api/topics/update');
  await ask.getEach(['/api/topics/update', '/api/topics']);
  await ask.post('/api/map/update', { seed: -1 });
  await ask.post('/api/map/update', { anew: true, seed: SEED });
  await untilUpdated(ask, '/api/map/update');
  await ask.getEach(['/api/map/update', '/api/map', '/api/map.csv']);
  // They go on from what there is.
  await ask.form('/topics/update', { back: '/topics' });
  await untilUpdated(ask, '/api/topics/update');
  await ask.form('/map/update', { back: '/map' });
  await untilUpdated(ask, '/api/map/update');
  await ask.getEach(['/topics', '/map']);
}
