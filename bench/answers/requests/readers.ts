import type { Asker } from '../asker.js';
import { type Known, UNKNOWN } from '../papers.js';

/** Readers, their picks and interests, and why a paper is not among them. */
export async function askForReaders(ask: Asker, { ids, topics }: Known): Promise<void> {
  const page = await ask.get('/api/profiles?limit=2');
  await ask.get(`/api/profiles?limit=2&cursor=${encodeURIComponent(page.at('next'))}`);
  for (const name of ['ana', 'chi_2', 'nobody', 'a/b']) await ask.get(`/api/profiles/${name}`);
  for (const name of ['ana', 'bob', 'Chi_2', 'dora', 'eve']) await ask.get(`/api/profiles/${name}/picks`);
  await ask.getEach([
    '/api/profiles/ana/picks?k=40&window=365',
    '/api/profiles/ana/picks?exploration=0.5&diversity=1',
    '/api/profiles/bob/picks?freshness=0&exploration=0',
    `/api/profiles/bob/picks?topic=${topics[0]}&topic=n1`,
    '/api/profiles/Chi_2/picks?repeats=true&k=5',
    '/api/profiles/ana/picks?k=201',
    '/api/profiles/ana/picks?window=0',
    '/api/profiles/ana/picks?repeats=yes',
    '/api/profiles/nobody/picks',
  ]);
  await ask.postEach('/api/profiles/ana/picks', [
    { k: 5, filter: { categories: ['cs.CL'], from: '2025' } },
    { filter: { topic: ['f1'] }, exploration: 0 },
    { filter: { inProfile: 'bob' } },
  ]);
  await ask.getEach([
    `/api/profiles/ana/why-not/${ids[0]}`,
    `/api/profiles/ana/why-not/${ids[80]}?window=30`,
    `/api/profiles/Chi_2/why-not/${ids[30]}`,
    `/api/profiles/Chi_2/why-not/${ids[41]}?repeats=true`,
    '/api/profiles/ana/why-not/doi:10.5555/answers.3',
    `/api/profiles/ana/why-not/${UNKNOWN}`,
  ]);
  for (const name of ['ana', 'bob', 'eve', 'nobody']) await ask.get(`/api/profiles/${name}/interests`);
  for (const name of ['Chi_2', 'nobody']) await ask.get(`/api/profiles/${name}/export`);
}
