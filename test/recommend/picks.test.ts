import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { PickedPaper } from '../../src/recommend/answer.js';
import { whyNotSentences } from '../../src/wording/why-not.js';
import { openTestEngine } from '../support/engine.js';

const { engine } = await openTestEngine();
after(() => engine.close());

const CACHE = 'arxiv:2501';
const PROTEIN = 'arxiv:2502';
const ROBOT = 'arxiv:2503';
/** The paper of a subject with this number. */
const paper = (subject: string, i: number) => `${subject}.000${String(i).padStart(2, '0')}`;
const idsOf = (picks: readonly PickedPaper[]) => picks.map((pick) => pick.paper.id);

async function picksOf(profile: string, more: object = {}) {
  return engine.recommend({ profile, exploration: 0, diversity: 0, ...more });
}

describe('picks', () => {
  it('are like what is liked, and never what is liked, disliked, read, hidden or seen', async () => {
    await engine.createProfile({ name: 'ana', like: [paper(CACHE, 0), paper(CACHE, 1)] });
    const known = [2, 3, 4, 5].map((i) => paper(CACHE, i));
    for (const [i, kind] of (['dislike', 'read', 'hide', 'seen'] as const).entries())
      await engine.act({ profile: 'ana', actions: [{ kind, papers: [known[i] as string] }] });
    const ids = idsOf((await picksOf('ana', { k: 30 })).picks);
    assert.deepEqual(
      ids.slice(0, 4).map((id) => id.slice(0, CACHE.length)),
      [CACHE, CACHE, CACHE, CACHE],
    );
    for (const id of [paper(CACHE, 0), paper(CACHE, 1), ...known]) assert.ok(!ids.includes(id), id);
    const again = idsOf((await picksOf('ana', { k: 30, repeats: true })).picks);
    // What may come again does; what was judged does not.
    assert.deepEqual(
      known.map((id) => again.includes(id)),
      [false, true, true, true],
    );
  });

  it('change with the very next like', async () => {
    await engine.createProfile({ name: 'ben', like: [paper(CACHE, 0), paper(CACHE, 1)] });
    assert.ok(idsOf((await picksOf('ben', { k: 3 })).picks).every((id) => id.startsWith(CACHE)));
    await engine.act({ profile: 'ben', actions: [{ kind: 'like', papers: [1, 2, 3].map((i) => paper(ROBOT, i)) }] });
    const after = idsOf((await picksOf('ben', { k: 4 })).picks);
    assert.ok(
      after.some((id) => id.startsWith(ROBOT)),
      after.join(' '),
    );
    await engine.undo({ profile: 'ben' });
    assert.ok(idsOf((await picksOf('ben', { k: 3 })).picks).every((id) => id.startsWith(CACHE)));
  });

  it('have reasons that can be checked: liked papers, terms in both, authors who are followed', async () => {
    await engine.createProfile({ name: 'eve', like: [paper(PROTEIN, 0), paper(PROTEIN, 1)] });
    await engine.act({ profile: 'eve', actions: [{ kind: 'follow', what: 'author', name: 'Alan Sample1' }] });
    const { picks } = await picksOf('eve', { k: 5 });
    for (const { paper: picked, why, parts, score } of picks) {
      assert.ok(Math.abs(Object.values(parts).reduce((sum, part) => sum + part) - score) < 1e-9);
      const likes = await Promise.all(why.likes.map(({ id }) => engine.paper({ id })));
      assert.ok(likes.length > 0 && likes.every(({ id }) => [paper(PROTEIN, 0), paper(PROTEIN, 1)].includes(id)));
      const text = (of: { title: string; abstract: string }) => `${of.title} ${of.abstract}`.toLowerCase();
      assert.ok(why.terms.length > 0);
      for (const term of why.terms) {
        assert.ok(text(picked).includes(term.toLowerCase()), term);
        // Endings may differ.
        const stem = term.toLowerCase().slice(0, 4);
        assert.ok(
          likes.some((like) => text(like).includes(stem)),
          term,
        );
      }
      assert.equal(why.author, picked.authors.includes('Alan Sample1') ? 'Alan Sample1' : undefined);
    }
  });
});

describe('why not', () => {
  const said = async (profile: string, id: string, more: object = {}) =>
    whyNotSentences(await engine.whyNot({ profile, paper: id, exploration: 0, diversity: 0, ...more }));

  it('names the deed', async () => {
    await engine.createProfile({ name: 'gus', like: [paper(CACHE, 0)] });
    await engine.act({ profile: 'gus', actions: [{ kind: 'hide', papers: [paper(CACHE, 1)] }] });
    assert.deepEqual(await said('gus', paper(CACHE, 0)), ['You have liked it already.']);
    assert.equal((await said('gus', paper(CACHE, 1)))[0], 'You have hidden it.');
  });

  it('names the rule with its value: a muted word or author, the window, the filter', async () => {
    await engine.act({ profile: 'gus', actions: [{ kind: 'rules', set: { mutedWords: ['frozen'], mutedAuthors: ['Ada Example5'] } }] });
    assert.equal((await said('gus', paper(CACHE, 4)))[0], 'It has the muted word “frozen”.');
    assert.equal((await said('gus', paper(CACHE, 5)))[0], 'It is by the muted author “Ada Example5”.');
    const [window, category] = await said('gus', paper(CACHE, 6), { window: 30, filter: { categories: ['cs.RO'] } });
    assert.deepEqual([window, category], ['It is older than the window of 30 days.', 'Only papers in cs.RO are asked for.']);
    assert.ok((await picksOf('gus', { k: 30 })).picks.every((pick) => !/frozen/.test(pick.paper.title)));
  });

  it('tells the place, or what the score lacks', async () => {
    const { picks } = await picksOf('gus', { k: 3 });
    assert.deepEqual(await said('gus', picks[1]?.paper.id ?? '', { k: 3 }), ['It is among the picks, at place 2.']);
    const [rank, lacks] = await said('gus', paper(ROBOT, 0), { k: 3 });
    assert.match(rank ?? '', /^By its score it is number \d+ of \d+ weighed, with a score of /);
    assert.match(lacks ?? '', /^The last pick has \d+\.\d\d\. What this one lacks: .*near your likes in (words|meaning) \d\.\d\d/);
  });
});

describe('an interest', () => {
  const likes = [0, 1, 2].flatMap((i) => [paper(CACHE, i), paper(ROBOT, i)]);
  const interestOf = async (name: string, id: string) =>
    (await engine.interests({ profile: name })).find((interest) => interest.likes.includes(id)) ?? assert.fail(`no interest of ${id}`);

  it('is renamed, muted and pinned, and stays so when more is liked', async () => {
    await engine.createProfile({ name: 'ida', like: likes });
    const robots = await interestOf('ida', paper(ROBOT, 0));
    const { added } = await engine.editInterest({ profile: 'ida', interest: robots.id, name: 'hands', pinned: true });
    assert.equal(added.length, 1);
    await engine.act({ profile: 'ida', actions: [{ kind: 'like', papers: [3, 4, 5].flatMap((i) => [paper(ROBOT, i), paper(CACHE, i)]) }] });
    const later = await interestOf('ida', paper(ROBOT, 0));
    assert.deepEqual([later.id, later.name, later.pinned, later.muted], [robots.id, 'hands', true, false]);
    assert.ok(robots.likes.every((id) => later.likes.includes(id)));
    // The second edit need not say again what it stands on.
    const [muted] = (await engine.editInterest({ profile: 'ida', interest: robots.id, muted: true })).added;
    assert.ok(muted && !('papers' in muted));
    const { share, name } = await interestOf('ida', paper(ROBOT, 0));
    assert.deepEqual([share, name], [0, 'hands']);
    await engine.undo({ profile: 'ida' });
    assert.equal((await interestOf('ida', paper(ROBOT, 0))).muted, false);
  });

  it('has a greater share when it weighs more', async () => {
    await engine.createProfile({ name: 'jon', like: likes });
    const before = await interestOf('jon', paper(CACHE, 0));
    await engine.editInterest({ profile: 'jon', interest: before.id, weight: 3 });
    assert.ok((await interestOf('jon', paper(CACHE, 0))).share > before.share);
  });

  it('is split in two, by whatever ids people write, and each stands on its papers', async () => {
    await engine.createProfile({ name: 'kim', like: [0, 1, 2, 3].map((i) => paper(CACHE, i)) });
    const whole = await interestOf('kim', paper(CACHE, 0));
    await engine.editInterest({
      profile: 'kim',
      interest: whole.id,
      split: ['https://arxiv.org/abs/2501.00001v2', '2501.00002'],
    });
    await engine.act({ profile: 'kim', actions: [{ kind: 'like', papers: [paper(PROTEIN, 0)] }] });
    const [rest, taken] = [await interestOf('kim', paper(CACHE, 0)), await interestOf('kim', paper(CACHE, 1))];
    assert.equal(rest.id, whole.id);
    assert.deepEqual([rest.likes.length, taken.likes.toSorted()], [2, [paper(CACHE, 1), paper(CACHE, 2)]]);
    await engine.undo({ profile: 'kim' });
    await engine.undo({ profile: 'kim' });
    assert.equal((await interestOf('kim', paper(CACHE, 0))).likes.length, 4);
  });

  it('cannot be what it is not', async () => {
    const { id, likes: own } = await interestOf('kim', paper(CACHE, 0));
    const wrong: [id: string, edit: object, code: string][] = [
      ['nothing', { muted: true }, 'INTEREST_NOT_FOUND'],
      ['../x', { muted: true }, 'INVALID_INPUT'],
      [id, {}, 'INVALID_INPUT'],
      [id, { weight: 11 }, 'INVALID_INPUT'],
      [id, { name: 'x', split: [own[0]] }, 'INVALID_INPUT'],
      [id, { split: own }, 'INVALID_INPUT'],
      [id, { split: [paper(ROBOT, 0)] }, 'INVALID_INPUT'],
      [id, { split: ['2501.99999'] }, 'INVALID_INPUT'],
      [id, { split: ['no id'] }, 'INVALID_ID'],
    ];
    for (const [interest, edit, code] of wrong)
      await assert.rejects(
        engine.editInterest({ profile: 'kim', interest, ...edit }),
        { name: 'PaperkinError', code },
        JSON.stringify(edit),
      );
    await assert.rejects(engine.editInterest({ profile: 'nobody', interest: id, muted: true }), { code: 'PROFILE_NOT_FOUND' });
  });
});
