import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** Something nasty that a client sends; resolves with its answer, whatever that is. */
export type Attack = (url: string, signal: AbortSignal) => Promise<unknown>;

const event = (i: number) => ({
  at: '2026-01-01T00:00:00.000Z',
  kind: 'seen',
  papers: [`arxiv:2401.${String(i).padStart(5, '0')}`],
  id: `e${i}`,
});
const profile = { paperkin: 'profile/1', name: 'hostile', created: '2026-01-01T00:00:00.000Z' };

/** Each of a kind that once held the server up, or may. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  'brackets without end': post('api/search', JSON.stringify({ query: `cache ${')'.repeat(15_000)}` })),
  'long identifiers': post(
    'api/similar',
    JSON.stringify({ ids: Array.from({ length: 50 }, (_, i) => `10.1234/${'.'.repeat(18_000)}${i}`) }),
  ),
  'deep JSON': post('api/search', `{"filter":${'['.repeat(400_000)}`),
  'long texts': post('api/similar', JSON.stringify({ text: 'cache compression of attention '.repeat(640) })),
  'combining marks': post('api/similar', JSON.stringify({ text: `e${'\u0301'.repeat(19_000)}` })),
  'filters of many ids': post(
    'api/search',
    JSON.stringify({
      query: 'cache',
      filter: { ids: Array.from({ length: 10_000 }, (_, i) => `arxiv:2401.${String(i).padStart(5, '0')}`) },
    }),
  ),
  'most results': post('api/search', JSON.stringify({ query: 'language models', k: 1_000 })),
  'varied results': post('api/search', JSON.stringify({ query: 'language models', k: 100, diversity: 1 })),
  'large profiles': post('api/profiles/import', JSON.stringify({ ...profile, events: Array.from({ length: 60_000 }, (_, i) => event(i)) })),
  'large pages': get('api/papers?limit=1000'),
  'map and trends': get('api/map/legend'),
  'requests that are given up': async (url) =>
    (await fetch(new URL('api/search?q=cache&k=100', url), { signal: AbortSignal.timeout(2) })).arrayBuffer(),
  'halves of requests': (url) =>
    new Promise((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
        socket.write('POST /api/search HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"que');
        void setTimeout(50).then(() => resolve(socket.destroy()));
      });
      socket.on('error', resolve);
    }),
};

function post(path: string, body: string): Attack {
  const headers = { 'content-type': 'application/json' };
  return async (url, signal) => (await fetch(new URL(path, url), { method: 'POST', headers, body, signal })).arrayBuffer();
}

function get(path: string): Attack {
  return async (url, signal) => (await fetch(new URL(path, url), { signal })).arrayBuffer();
}
