import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Action } from '../../src/profile/event.js';
import { byTime, MAX_EVENTS, type Profile } from '../../src/profile/profile.js';
import { stateOf } from '../../src/profile/state.js';
import type { ProfileStore } from '../../src/stores/profile-store.js';
import { anyProfile, dayAt, eventsOfDays, profileOf } from '../support/profiles.js';

const [A, B] = ['arxiv:2401.00001', 'arxiv:2401.00002'];
const like = (...papers: string[]): Action => ({ kind: 'like', papers });
const about = (text: string): Action => ({ kind: 'about', text });

/** What every store of profiles does. `open` gives an empty one. */
export function describeProfileStore(name: string, open: () => Promise<ProfileStore>): void {
  const names = async (store: ProfileStore, page: Parameters<ProfileStore['list']>[0]) =>
    (await store.list(page)).profiles.map((profile) => profile.name);

  describe(`${name} as a store of profiles`, () => {
    it('creates a profile in which nothing has been done', async () => {
      const store = await open();
      const begun = new Date().toISOString();
      const created = await store.create('Ann');
      assert.deepEqual([created.name, created.events], ['Ann', []]);
      assert.ok(created.created >= begun);
      assert.deepEqual(await store.read('Ann'), created);
      await store.close();
    });

    it('has one profile of a name, whatever the case or the way of writing its letters', async () => {
      const store = await open();
      await store.create('René');
      for (const same of ['René', 'RENÉ', 'rene\u0301']) {
        await assert.rejects(store.create(same), { code: 'PROFILE_EXISTS' });
        assert.equal((await store.read(same)).name, 'René');
      }
      await store.create('Rene');
      await store.close();
    });

    it('refuses what can be no name', async () => {
      const store = await open();
      for (const none of ['', '..', '../papers', 'a/b', 'a b'])
        for (const call of [store.create(none), store.read(none), store.append(none, []), store.remove(none)])
          await assert.rejects(call, { code: 'INVALID_INPUT' });
      await store.close();
    });

    it('says of a profile that is not there which are spelt alike', async () => {
      const store = await open();
      for (const there of ['annette', 'anete', 'bob']) await store.create(there);
      await assert.rejects(store.read('anette'), { code: 'PROFILE_NOT_FOUND', remedy: 'Did you mean "anete" or "annette"?' });
      for (const call of [store.append('carl', [like(A)]), store.remove('carl')]) await assert.rejects(call, { code: 'PROFILE_NOT_FOUND' });
      assert.deepEqual(await names(store, { limit: 10 }), ['anete', 'annette', 'bob']);
      await store.close();
    });

    it('adds deeds in their order, each at a time and under an id of its own', async () => {
      const store = await open();
      await store.create('ann');
      const begun = new Date().toISOString();
      const first = await store.append('ann', [like(A), about('caches'), like(B)]);
      const second = await store.append('ann', [about('kernels')]);
      assert.deepEqual(await store.read('ann'), second);
      assert.deepEqual(second.events.slice(0, 3), first.events);
      assert.deepEqual(
        second.events.map(({ kind }) => kind),
        ['like', 'about', 'like', 'about'],
      );
      assert.equal(new Set(second.events.map(({ id }) => id)).size, 4);
      for (const { at } of second.events) assert.ok(at >= begun);
      const undone = await store.append('ann', [{ kind: 'undo', event: first.events[0]?.id ?? '' }]);
      assert.deepEqual([...stateOf(undone).liked.keys()], [B]);
      await store.close();
    });

    it('keeps the canonical id of a paper, however it was written', async () => {
      const store = await open();
      await store.create('ann');
      const { events } = await store.append('ann', [like('https://arxiv.org/abs/2401.00001v2')]);
      assert.deepEqual(
        events.map((event) => event.kind === 'like' && event.papers),
        [[A]],
      );
      await store.close();
    });

    it('refuses what is no deed, and adds none of those that came with it', async () => {
      const store = await open();
      await store.create('ann');
      await assert.rejects(store.append('ann', [like(B), like('nonsense')]), { code: 'INVALID_ID' });
      await assert.rejects(store.append('ann', [like(B), { kind: 'interest', interest: 'no id' }]), { code: 'INVALID_INPUT' });
      assert.equal((await store.append('ann', [])).events.length, 0);
      await store.close();
    });

    it('adds what is added at the same time by many, once each', async () => {
      const store = await open();
      await store.create('ann');
      await Promise.all(Array.from({ length: 50 }, (_, i) => store.append('ann', [about(String(i))])));
      const { events } = await store.read('ann');
      assert.deepEqual(
        events.map((event) => event.kind === 'about' && event.text),
        Array.from({ length: 50 }, (_, i) => String(i)),
      );
      assert.deepEqual(events.toSorted(byTime), events);
      await store.close();
    });

    it('holds no more events than it can', async () => {
      const store = await open();
      const events = Array.from({ length: MAX_EVENTS }, (_, i) => ({ ...about('x'), id: `e${i}`, at: dayAt(0) }));
      await store.merge(profileOf(events));
      await assert.rejects(store.append('ann', [like(A)]), { code: 'INVALID_INPUT', message: /100001 events; 100000 is the most/ });
      await assert.rejects(store.merge(profileOf(eventsOfDays(like(A)).map((event) => ({ ...event, id: 'new' })))), {
        code: 'INVALID_INPUT',
      });
      assert.equal((await store.read('ann')).events.length, MAX_EVENTS);
      await store.close();
    });

    it('lists profiles by name, page by page, with what is in them', async () => {
      const store = await open();
      for (const each of ['carl', 'Bob', 'ann', 'dora', 'Émile']) await store.create(each);
      const { events } = await store.append('Bob', [like(A), like(B)]);
      assert.deepEqual(await names(store, { limit: 10 }), ['ann', 'Bob', 'carl', 'dora', 'Émile']);
      const first = await store.list({ limit: 2 });
      const second = await store.list({ limit: 2, after: first.next });
      const third = await store.list({ limit: 2, after: second.next });
      assert.deepEqual(
        [first, second, third].map(({ profiles }) => profiles.map((profile) => profile.name)),
        [['ann', 'Bob'], ['carl', 'dora'], ['Émile']],
      );
      assert.equal(third.next, undefined);
      const [ann, bob] = first.profiles;
      assert.deepEqual([ann?.events, ann?.updated], [0, ann?.created]);
      assert.deepEqual([bob?.events, bob?.updated], [2, events[1]?.at]);
      assert.deepEqual(await names(store, { limit: 2, after: 'BOC' }), ['carl', 'dora']);
      assert.equal((await store.list({ limit: 5 })).next, undefined);
      await store.close();
    });

    it('forgets what is removed, and lets it be created anew', async () => {
      const store = await open();
      await store.create('ann');
      await store.append('ann', [like(A)]);
      await store.remove('ANN');
      await assert.rejects(store.read('ann'), { code: 'PROFILE_NOT_FOUND' });
      assert.deepEqual((await store.create('ann')).events, []);
      await store.close();
    });

    it('creates a profile by merging, and says how many events were new', async () => {
      const store = await open();
      const [one, two, three] = eventsOfDays(like(A), like(B), about('caches'));
      assert.ok(one && two && three);
      assert.deepEqual(await store.merge(profileOf([two, one])), { profile: profileOf([one, two]), added: 2 });
      assert.deepEqual(await store.merge(profileOf([three, one], 'ANN')), { profile: profileOf([one, two, three]), added: 1 });
      assert.equal((await store.merge(profileOf([two]))).added, 0);
      assert.deepEqual(await store.read('ann'), profileOf([one, two, three]));
      await store.close();
    });

    it('comes to the same by merging in whatever order, and however often', async () => {
      const store = await open();
      const merged = async (...states: readonly Profile[]) => {
        for (const state of states) await store.merge(state);
        const profile = await store.read('ann');
        await store.remove('ann');
        return profile;
      };
      await fc.assert(
        fc.asyncProperty(anyProfile, anyProfile, anyProfile, async (a, b, c) => {
          const one = await merged(a, b, c);
          assert.deepEqual(await merged(c, b, a, a, c), one);
          assert.deepEqual(await merged(await merged(b, c), a), one);
        }),
        { numRuns: 15 },
      );
      await store.close();
    });

    it('refuses to merge what is no profile', async () => {
      const store = await open();
      await assert.rejects(store.merge({ ...profileOf([]), created: 'yesterday' }), { code: 'INVALID_INPUT' });
      await store.close();
    });

    it('finishes what is being written when it is closed, and takes nothing more', async () => {
      const store = await open();
      await store.create('ann');
      const adding = store.append('ann', [like(A)]);
      await store.close();
      assert.equal((await adding).events.length, 1);
      await assert.rejects(store.append('ann', [like(B)]), { code: 'INTERRUPTED' });
    });
  });
}
