import type { Asker } from '../asker.js';

/** The map as bytes, as a table and as a picture. */
export async function askForMap(ask: Asker): Promise<void> {
  const map = await ask.get('/api/map');
  const picture = await ask.get('/map.svg');
  await ask.get('/api/map', { 'if-none-match': map.headers.etag ?? '' });
  await ask.get('/map.svg', { 'if-none-match': `W/${picture.headers.etag}, "another"` });
  await ask.getEach([
    '/api/map/legend',
    '/api/map/areas',
    '/api/map/areas?level=field',
    '/api/map/papers/1',
    '/api/map/papers/1000',
    '/api/map/papers/999999',
    '/api/map/papers/0',
    '/api/map.csv',
    '/api/map/update',
    '/map.svg?theme=dark&width=600&level=field',
    '/map.svg?width=10',
    '/map',
  ]);
}
