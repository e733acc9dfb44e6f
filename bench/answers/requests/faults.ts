import type { Asker } from '../asker.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const TOO_LARGE = JSON.stringify({ query: 'a'.repeat(1024 * 1024) });

/** What is refused: methods, types, bodies, callers. */
export async function askForFaults(ask: Asker): Promise<void> {
  await ask.getEach(['/api', '/api/nothing', '/api/search/', '/API/health', '/api/similar', '/api/health?x=1']);
  for (const [method, path] of [
    ['POST', '/api/papers'],
    ['PUT', '/api/papers/2403.09054'],
    ['DELETE', '/api/search'],
    ['PATCH', '/api/profiles/ana'],
    ['PUT', '/api/topics/named/n1'],
    ['DELETE', '/api/topics/t9'],
    ['POST', '/topics/t9'],
    ['OPTIONS', '/api/search'],
  ] as const)
    await ask.ask(method, path);
  await ask.ask('POST', '/api/search', '{"query":"cache"');
  await ask.ask('POST', '/api/search', '{"query":"cache","k":3}', JSON_TYPE);
  await ask.ask('POST', '/api/search', '{"query":"cache"', JSON_TYPE);
  await ask.ask('POST', '/api/search', '', JSON_TYPE);
  await ask.ask('POST', '/api/search', 'query=cache', { 'content-type': 'text/plain' });
  await ask.ask('POST', '/api/search', TOO_LARGE, JSON_TYPE);
  await ask.ask('POST', '/api/profiles/ana/undo', 'x=1', { 'content-type': 'application/x-www-form-urlencoded' });
  await ask.get('/api/health', { host: 'example.org' });
  await ask.get('/', { host: 'example.org:80' });
  await ask.get('/api/papers?limit=1', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' });
  await ask.get('/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' });
  await ask.ask('POST', '/api/search', '{"query":"cache"}', { ...JSON_TYPE, origin: 'http://example.org' });
  await ask.ask('POST', '/readers', 'name=zoe&back=%2Freaders', { 'content-type': 'application/x-www-form-urlencoded' });
  await ask.get('/api/search?q=cache&k=many', { 'x-request-id': 'not allowed: <b>'.slice(0, 12) });
}
