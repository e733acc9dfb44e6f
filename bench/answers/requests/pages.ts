import type { Asker } from '../asker.js';
import { type Known, UNKNOWN } from '../papers.js';

/** Pages, feeds, charts, and the files that pages need. */
export async function askForPages(ask: Asker, { ids, topics: [first] }: Known): Promise<void> {
  const home = await ask.get('/');
  await ask.ask('HEAD', '/');
  for (const asset of linksOf(home.bytes.toString(), /(?:href|src)="(\/assets\/[^"]+)"/g)) await ask.get(asset);
  const map = await ask.unrecorded('GET', '/map');
  const [script = '', ...others] = linksOf(map.bytes.toString(), /(?:href|src)="(\/assets\/[^"]*map[^"]*)"/g).reverse();
  await ask.getEach([script, ...others, script.replace('map.js', 'map-draw.js'), '/assets/000000000000/paperkin.css']);
  for (const next of linksOf(home.bytes.toString(), /href="([^"]+)" rel="next"/g)) await ask.get(next);
  const results = await ask.get('/?q=language+models');
  for (const next of linksOf(results.bytes.toString(), /href="([^"]+)" rel="next"/g)) await ask.get(next);
  await ask.getEach([
    '/?q=%22no+such+phrase+anywhere%22',
    '/?q=cache&topic=n1',
    `/?topic=${first}`,
    '/?topic=t9999',
    '/?cursor=nonsense',
    '/?q=%3Cscript%3E',
    `/papers/${ids[100]}`,
    '/papers/doi:10.5555/answers.1',
    `/papers/${ids[101]}?did=like&reader=ana`,
    `/papers/${UNKNOWN}`,
    '/papers/nonsense',
    '/readers',
    '/readers?cursor=nonsense',
    '/readers/ana',
    '/readers/eve',
    `/readers/bob?k=5&window=&exploration=0&paper=${ids[8]}`,
    `/readers/bob?paper=${UNKNOWN}`,
    '/readers/nobody',
    '/topics',
    `/topics/${first}`,
    `/topics/${first}?follower=ana`,
    '/topics/n1',
    '/topics/n1?judged=yes',
    '/topics/t9999',
    `/topics/${first}/feed.atom`,
    '/topics/n2/feed.atom',
    '/trends',
    '/trends?level=field',
    '/trends?level=all',
    `/trends/topics/${first}`,
    `/trends/topics/${first}.svg`,
    '/trends/topics/t9999',
    '/nothing',
  ]);
}

function linksOf(html: string, pattern: RegExp): string[] {
  return [...new Set([...html.matchAll(pattern)].map(([, link = '']) => link.replaceAll('&amp;', '&')))];
}
