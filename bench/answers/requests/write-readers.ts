import type { Asker } from '../asker.js';
import { type Known, UNKNOWN } from '../papers.js';

/**
 * Readers come, do things, undo them and go. They like nothing that the prepared readers like: what others like is looked at once a
 * minute, and would count or not as the clock says.
 */
export async function writeReaders(ask: Asker, { ids }: Known): Promise<void> {
  const like = ids.slice(110, 130);
  await ask.post('/api/profiles', { name: 'nia', about: 'Robots that learn from people.', like: like.slice(0, 12), topics: ['robots'] });
  await ask.postEach('/api/profiles', [
    { name: 'NIA' },
    { name: 'no spaces' },
    { name: 'oto', like: [UNKNOWN] },
    { name: 'oto', authors: 'Yang' },
  ]);
  const events = '/api/profiles/nia/events';
  await ask.post(events, { actions: [{ kind: 'like', papers: like.slice(12, 14) }] });
  const mixed = await ask.post(events, {
    actions: [
      { kind: 'read', papers: [like[15]] },
      { kind: 'seen', papers: like.slice(16, 18) },
      { kind: 'follow', what: 'author', name: 'Song Guo' },
      { kind: 'rules', set: { window: 700, mutedAuthors: ['Yang'], mustHave: ['model', 'learning'] } },
    ],
  });
  await ask.postEach(events, [
    { actions: [] },
    { actions: [{ kind: 'love', papers: [like[0]] }] },
    { actions: [{ kind: 'like', papers: [UNKNOWN] }] },
    { actions: [{ kind: 'rules', set: { window: 0 } }] },
  ]);
  await ask.getEach(['/api/profiles/nia', '/api/profiles/nia/picks?k=5']);
  const interests = await ask.get('/api/profiles/nia/interests');
  const interest = `/api/profiles/nia/interests/${interests.at('interests.0.id')}`;
  await ask.patch(interest, { name: 'machines', weight: 2, pinned: true });
  // Three, since those of equal shares are in the order of their ids, and that of the new one is random.
  await ask.patch(interest, { split: [0, 1, 2].map((i) => interests.at(`interests.0.likes.${i}`)) });
  await ask.patch(interest, {});
  await ask.patch('/api/profiles/nia/interests/zzz', { muted: true });
  await ask.get('/api/profiles/nia/interests');
  await ask.postEach('/api/profiles/nia/undo', [{}, { event: mixed.at('added.3.id') }, { event: 'none' }]);
  await ask.getEach(['/api/profiles/nia/picks', '/api/profiles/nia/export']);
  const kept = { at: '2026-11-26T09:00:00.000Z', kind: 'like', papers: [`arxiv:${like[18]}`], id: 'e1' };
  const file = { paperkin: 'profile/1', name: 'pia', created: kept.at, events: [kept] };
  await ask.postEach('/api/profiles/import', [file, file, { ...file, events: [{ ...kept, kind: 'love' }] }]);
  await ask.post('/api/profiles/import?name=qi', file);
  await ask.form('/readers', { name: 'rob', like: `${like[19]}, ${like[18]}`, back: '/readers' });
  await ask.form('/readers/actions', { reader: 'rob', kind: 'like', papers: String(like[17]), back: `/papers/${like[17]}` });
  await ask.form('/readers/actions', { reader: 'rob', kind: 'hide', papers: String(like[16]), back: '//example.org' });
  await ask.form('/readers/rob/follow', { kind: 'follow', what: 'topic', name: 'robots', back: '/readers/rob' });
  await ask.form('/readers/nia/interests/zzz', { muted: 'true', back: '/readers/nia' });
  await ask.form(`/readers/nia/interests/${interests.at('interests.0.id')}`, { muted: 'true', back: '/readers/nia' });
  await ask.get('/api/profiles/nia/interests');
  await ask.form('/readers/rob/undo', { back: '/readers/rob' });
  await ask.getEach(['/readers/rob', '/api/profiles/rob/export', '/readers']);
  await ask.delete('/api/profiles/rob');
  await ask.delete('/api/profiles/rob');
}
