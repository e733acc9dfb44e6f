import type { Asker } from '../asker.js';
import { type Known, UNKNOWN } from '../papers.js';

/** Topics are named, judged, renamed, followed and forgotten. */
export async function writeNamedTopics(ask: Asker, { ids }: Known): Promise<void> {
  const made = await ask.post('/api/topics/named', { name: 'robots', description: 'Machines that act.', examples: ids.slice(140, 142) });
  const topic = `/api/topics/named/${made.at('id')}`;
  await ask.postEach('/api/topics/named', [{ name: 'Robots' }, { name: 't4' }, { name: '' }, { name: 'x', examples: [UNKNOWN] }]);
  await ask.get(`${topic}/papers?k=30`);
  const papers = await ask.get(`${topic}/papers?k=3`);
  await ask.post(`${topic}/judge`, { yes: [ids[143], ids[144]], no: [papers.at('papers.2.paper.id')] });
  await ask.post(`${topic}/judge`, { clear: [ids[143], ids[140]] });
  await ask.post(`${topic}/judge`, {});
  await ask.patch(topic, { name: 'robotics', description: '' });
  await ask.patch(topic, { name: 'KV cache' });
  await ask.post(`${topic}/follow`, { profile: 'nia' });
  await ask.post(`${topic}/follow`, { profile: 'nobody' });
  await ask.form('/topics/named', { name: 'graphs', description: '', back: '/topics' });
  await ask.form('/topics/n5/judge', { paper: String(ids[145]), as: 'yes', back: '/topics/n5' });
  await ask.form('/topics/n5/change', { name: 'graphs', description: 'Nodes and edges.', back: '/topics/n5' });
  await ask.form('/topics/n5/follow', { profile: 'nia', back: '/topics/n5' });
  await ask.get('/topics/n5');
  await ask.form('/topics/n5/forget', { back: '/topics' });
  await ask.getEach(['/topics/n5', topic]);
  await ask.delete(topic);
  await ask.delete(topic);
}
