import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Engine } from '../../src/engine.js';
import { INVENTED_PAPERS, openTestEngine } from '../support/engine.js';
import { stem } from '../support/stem.js';

const CACHE = INVENTED_PAPERS.slice(0, 10).map(({ id }) => `arxiv:${id}`);
const PROTEIN = INVENTED_PAPERS.slice(10, 20).map(({ id }) => `arxiv:${id}`);
const ROBOT = INVENTED_PAPERS.slice(20, 30).map(({ id }) => `arxiv:${id}`);
const at = (ids: readonly string[], ...places: number[]) => places.map((place) => ids[place] as string);
const { engine, home } = await openTestEngine();
after(() => engine.close());
type Actions = Parameters<Engine['readers']['act']>[1];
const plain = { exploration: 0, diversity: 0, freshness: 0 };

describe('picks for a reader', () => {
  let readers = 0;
  /** A new reader who did this. */
  const reader = async (...actions: Actions[]) => {
    const name = `reader-${readers++}`;
    await engine.readers.create(name);
    for (const action of actions) await engine.readers.act(name, action);
    return name;
  };
  const like = (papers: string[]): Actions => [{ kind: 'like', papers }];
  const picked = async (profile: string, more: object = plain) =>
    (await engine.recommender.recommend({ profile, k: 8, ...more })).picks.map(({ paper }) => paper.id);

  it('are of the subject of two likes', async () => {
    const ids = await picked(await reader(like(at(CACHE, 0, 1))));
    assert.deepEqual([...ids].sort(), CACHE.slice(2));
  });

  it('are the recent and diverse where nothing is known', async () => {
    const ids = await picked(await reader(), { k: 6, exploration: 0 });
    assert.equal(ids.length, 6);
    assert.equal(ids[0], ROBOT[9]);
    assert.equal(new Set(ids.map((id) => id.slice(0, 'arxiv:2501'.length))).size, 3, String(ids));
  });

  it('are what a search gives for a text alone, and what is liked takes over', async () => {
    const about = [{ kind: 'about' as const, text: 'predicting the structure of proteins' }];
    const name = await reader(about);
    assert.ok((await picked(name)).every((id) => PROTEIN.includes(id)));
    await engine.readers.act(name, like(CACHE.slice(0, 8)));
    const [first] = await picked(name);
    assert.ok(CACHE.includes(first ?? ''));
  });

  it('never are what was liked, disliked, seen, read or hidden, until that is reset', async () => {
    const done = (kind: 'dislike' | 'seen' | 'read' | 'hide', paper: string | undefined): Actions => [{ kind, papers: [paper as string] }];
    const name = await reader(
      like(at(CACHE, 0, 1)),
      done('seen', CACHE[2]),
      done('read', CACHE[3]),
      done('hide', CACHE[4]),
      done('dislike', CACHE[5]),
    );
    const ids = await picked(name, { ...plain, k: 30 });
    assert.equal(ids.length, 24);
    assert.ok(!ids.some((id) => CACHE.slice(0, 6).includes(id)));
    assert.ok((await picked(name, { ...plain, k: 30, repeats: true })).includes(CACHE[2] as string));
    await engine.readers.act(name, [{ kind: 'reset', what: 'seen' }]);
    assert.ok((await picked(name, { ...plain, k: 30 })).includes(CACHE[2] as string));
  });

  it('change with the very next answer when something is liked', async () => {
    const name = await reader(like(at(CACHE, 0, 1, 2)));
    assert.ok(!(await picked(name)).some((id) => ROBOT.includes(id)));
    await engine.readers.act(name, like(at(ROBOT, 0, 1, 2)));
    const ids = await picked(name);
    assert.ok(ids.some((id) => ROBOT.includes(id)) && ids.some((id) => CACHE.includes(id)), String(ids));
  });

  it('keep away from what is like a dislike', async () => {
    const name = await reader(like([...at(CACHE, 0, 1), ...at(ROBOT, 0, 1)]));
    const before = (await picked(name)).filter((id) => ROBOT.includes(id)).length;
    await engine.readers.act(name, [{ kind: 'dislike', papers: at(ROBOT, 2, 3, 4) }]);
    const { picks } = await engine.recommender.recommend({ profile: name, k: 30, ...plain });
    const robots = picks.filter(({ paper }) => ROBOT.includes(paper.id));
    assert.ok(before > 0 && robots.every(({ parts }) => parts.disliked <= 0) && robots.some(({ parts }) => parts.disliked < 0));
  });

  it('have scores that are the sum of their parts, falling but for diversity, slots and exploring', async () => {
    const { picks } = await engine.recommender.recommend({ profile: await reader(like(at(PROTEIN, 0, 3))), k: 10, ...plain });
    for (const { score, parts } of picks) {
      assert.ok(Math.abs(score - Object.values(parts).reduce((sum, part) => sum + part, 0)) < 1e-9);
    }
    const scores = picks.map(({ score }) => score);
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => b - a),
    );
  });

  it('say which likes are nearest, and terms that both have', async () => {
    const name = await reader(like(at(PROTEIN, 0, 3)));
    const { picks, interests } = await engine.recommender.recommend({ profile: name, k: 3, ...plain });
    assert.equal(interests.length, 1);
    for (const { paper, why } of picks) {
      assert.deepEqual(why.likes.map(({ id }) => id).sort(), at(PROTEIN, 0, 3));
      assert.equal(why.interest?.id, interests[0]?.id);
      assert.ok(why.terms.length > 0);
      const own = stem(`${paper.title} ${paper.abstract}`);
      for (const term of why.terms) {
        assert.ok(own.includes(stem(term)), `${term} in ${paper.title}`);
        const liked = await Promise.all(why.likes.map(async ({ id }) => engine.paper(id)));
        assert.ok(
          liked.some((other) => stem(`${other.title} ${other.abstract}`).includes(stem(term))),
          term,
        );
      }
    }
  });

  it('name a followed author, and lift their papers', async () => {
    const name = await reader(like(at(CACHE, 0, 1)), [{ kind: 'follow', what: 'author', name: 'Ada Example7' }]);
    const { picks } = await engine.recommender.recommend({ profile: name, k: 8, ...plain });
    const own = picks.filter(({ why }) => why.author === 'Ada Example7');
    assert.deepEqual(
      own.map(({ paper }) => paper.authors[0]),
      own.map(() => 'Ada Example7'),
    );
    assert.ok(own.length > 0 && own.every(({ parts }) => parts.followed > 0));
    assert.equal(picks[0]?.why.author, 'Ada Example7');
  });

  it('explore with the same paper all day, and say so', async () => {
    const name = await reader(like(at(CACHE, 0, 1)));
    const explored = async () =>
      (await engine.recommender.recommend({ profile: name, k: 5, exploration: 0.2 })).picks
        .filter(({ why }) => why.exploration)
        .map(({ paper }) => paper.id);
    const first = await explored();
    assert.equal(first.length, 1);
    assert.deepEqual(await explored(), first);
  });

  it('obey the rules of the reader: muted words and authors, what papers must have, window and filter', async () => {
    const name = await reader(like(at(CACHE, 0, 1)));
    const set = (rules: object) => engine.readers.act(name, [{ kind: 'rules', set: rules }]);
    await set({ mutedWords: ['sparse', 'layered approach'], mutedAuthors: ['Ada Example3'], ...plain });
    const muted = await engine.recommender.recommend({ profile: name, k: 30 });
    assert.ok(muted.picks.every(({ paper }) => !/sparse|layered approach/i.test(paper.title) && paper.authors[0] !== 'Ada Example3'));
    await set({ mustHave: ['robot hand'] });
    assert.ok((await picked(name, {})).every((id) => ROBOT.includes(id)));
    assert.deepEqual(await picked(name, { filter: { categories: ['q-bio.BM'] } }), []);
    await engine.readers.act(name, [{ kind: 'rules', unset: ['mustHave'] }]);
    // The newest paper is of 19 March.
    assert.deepEqual((await picked(name, { window: 2 })).sort(), at(ROBOT, 8, 9));
  });

  it('are lifted by what readers with the same likes liked', async () => {
    const name = await reader(like(at(CACHE, 0, 1)));
    await reader(like([...at(CACHE, 0, 1), ...at(PROTEIN, 4)]));
    const other = await engine.recommender.recommend({ profile: name, k: 30, ...plain, freshness: 1 });
    // Readers are looked at once a minute: a reader of the other tests may have been the last.
    for (const { paper, parts } of other.picks) assert.equal(parts.others > 0 && !CACHE.includes(paper.id), parts.others > 0);
  });

  it('of a reader who is not there is an error with its code', async () => {
    await assert.rejects(engine.recommender.recommend({ profile: 'nobody' }), { code: 'PROFILE_NOT_FOUND' });
    await assert.rejects(engine.recommender.recommend({ profile: 'nobody', k: 0 }), { code: 'INVALID_INPUT' });
  });

  describe('that are missing', () => {
    it('are explained by the deed or the rule that keeps them out', async () => {
      const name = await reader(like(at(CACHE, 0, 1)), [{ kind: 'hide', papers: at(CACHE, 2) }]);
      const why = (paper: string | undefined, more: object = {}) =>
        engine.recommender.whyNot({ profile: name, paper: paper as string, k: 3, ...plain, ...more });
      assert.deepEqual((await why(CACHE[2])).obstacles, [{ kind: 'hidden' }]);
      assert.deepEqual((await why(CACHE[0])).obstacles, [{ kind: 'liked' }]);
      assert.deepEqual((await why(CACHE[3], { window: 5 })).obstacles, [{ kind: 'rule', rule: { window: 5 } }]);
      await engine.readers.act(name, [{ kind: 'rules', set: { mutedWords: ['frozen'] } }]);
      assert.deepEqual((await why(CACHE[4])).obstacles, [{ kind: 'rule', rule: { mutedWords: ['frozen'] } }]);
      await assert.rejects(why('2401.99999'), { code: 'PAPER_NOT_FOUND' });
    });

    it('are explained by what their score lacks, or told their place', async () => {
      const name = await reader(like(at(CACHE, 0, 1)));
      const [first] = await picked(name, { ...plain, k: 3 });
      assert.equal((await engine.recommender.whyNot({ profile: name, paper: first as string, k: 3, ...plain })).place, 1);
      const far = await engine.recommender.whyNot({ profile: name, paper: ROBOT[0] as string, k: 3, ...plain });
      assert.deepEqual(far.obstacles, []);
      assert.ok((far.score ?? 0) < (far.needed ?? 0) && (far.rank ?? 0) > 3);
      const lacking = Object.values(far.lacks ?? {}).reduce((sum, part) => sum + part, 0);
      assert.ok(lacking >= (far.needed ?? 0) - (far.score ?? 0) - 1e-9);
    });
  });

  it('take in papers that have come since', async () => {
    const name = await reader(like(at(ROBOT, 0, 1)));
    const before = await picked(name);
    const file = join(home, 'more.jsonl');
    const { title, abstract } = INVENTED_PAPERS[25] as (typeof INVENTED_PAPERS)[number];
    const news = {
      id: '2504.00001',
      title: title.replace('guided', 'tactile'),
      abstract: abstract.replace('shared', 'tactile'),
      published: '2025-04-01',
    };
    await writeFile(file, JSON.stringify(news));
    await engine.importPapers(file);
    const { picks } = await engine.recommender.recommend({ profile: name, ...plain, k: 9 });
    // So like another paper that it may stand behind it.
    const ids = picks.flatMap(({ paper, duplicates = [] }) => [paper.id, ...duplicates]);
    assert.ok(!before.includes('arxiv:2504.00001') && ids.includes('arxiv:2504.00001'), String(ids));
  });
});
