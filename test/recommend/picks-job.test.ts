import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { openEngine } from '../../src/open.js';
import type { Profile } from '../../src/profile/profile.js';
import { nextVisit } from '../../src/recommend/next-visit.js';
import { INVENTED_PAPERS, openTestEngine } from '../support/engine.js';

const { engine, home } = await openTestEngine();
after(() => engine.close());
const LIKED = ['arxiv:2501.00000', 'arxiv:2501.00001'];

describe('the list of a reader', () => {
  it('is the one that was made before, until they do something', async () => {
    await engine.readers.create('ana', { like: LIKED });
    const first = await engine.recommender.recommend({ profile: 'ana', k: 5 });
    assert.equal(await engine.recommender.recommend({ profile: 'ana', k: 5 }), first);
    await engine.readers.act('ana', [{ kind: 'hide', papers: [first.picks[0]?.paper.id as string] }]);
    const second = await engine.recommender.recommend({ profile: 'ana', k: 5 });
    assert.notEqual(second, first);
    assert.ok(!second.picks.some(({ paper }) => paper.id === first.picks[0]?.paper.id));
  });

  it('is another one for another question', async () => {
    const [five, six] = [
      await engine.recommender.recommend({ profile: 'ana', k: 5 }),
      await engine.recommender.recommend({ profile: 'ana', k: 6 }),
    ];
    assert.deepEqual([five.picks.length, six.picks.length], [5, 6]);
  });
});

describe('a server', () => {
  it('has the lists of all readers ready, and makes them anew when papers come', async () => {
    const server = await openEngine({ home });
    try {
      const errors: unknown[] = [];
      await server.readers.create('bo', { like: LIKED });
      await server.watch((error) => errors.push(error));
      assert.ok((await server.recommender.refreshAll()) >= 2);
      const before = await server.recommender.recommend({ profile: 'bo' });
      assert.ok(before.upToDate);
      const file = join(home, 'news.jsonl');
      const { title, abstract } = INVENTED_PAPERS[4] as (typeof INVENTED_PAPERS)[number];
      await writeFile(
        file,
        JSON.stringify({ id: '2504.00009', title: `${title}, once more`, abstract: `${abstract} It is newer.`, published: '2025-04-01' }),
      );
      await engine.importPapers(file);
      const has = async () => {
        const { picks, upToDate } = await server.recommender.recommend({ profile: 'bo' });
        return upToDate && picks.some(({ paper, duplicates = [] }) => [paper.id, ...duplicates].includes('arxiv:2504.00009'));
      };
      const deadline = Date.now() + 20_000;
      while (!(await has()) && Date.now() < deadline) await setTimeout(100);
      assert.ok(await has());
      assert.deepEqual(errors, []);
    } finally {
      await server.close();
    }
  });
});

describe('the next visit of a reader', () => {
  const DAY = 86_400_000;
  const visited = (...days: number[]): Pick<Profile, 'created' | 'events'> => ({
    created: new Date(0).toISOString(),
    events: days.map((day, i) => ({ id: String(i), at: new Date(day * DAY).toISOString(), kind: 'reset', what: 'seen' })),
  });

  it('is as far from the last as visits usually are from each other', () => {
    assert.equal(nextVisit(visited(1, 2, 3, 10, 11, 12), 12.5 * DAY), 13 * DAY);
    assert.equal(nextVisit(visited(0, 7, 14), 15 * DAY), 21 * DAY);
  });

  it('of deeds of one hour is one visit', () => {
    assert.equal(nextVisit(visited(1, 1.01, 1.02, 4, 4.01), 5 * DAY), 7 * DAY);
  });

  it('of one who has stayed away is not expected before all others', () => {
    assert.ok(nextVisit(visited(1, 2, 3), 100 * DAY) > 100 * DAY);
  });
});
