import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { errorsBetween } from '../../src/paper/edit-distance.js';
import { openTestEngine } from '../support/engine.js';

const { engine } = await openTestEngine([
  { id: '2504.00001', title: 'Plover nests', abstract: 'A plover on a beach.' },
  { id: '2504.00002', title: 'Plovers in winter', abstract: 'Plovers fly south.' },
  { id: '2504.00003', title: 'Plower blades', abstract: 'A plower for snow.' },
]);
after(() => engine.close());

const corrected = async (query: string) => (await engine.search({ query })).corrections ?? [];

describe('errors between two words', () => {
  it('are letters more, fewer and other, and two neighbours in each other’s place are one', () => {
    const cases: [a: string, b: string, errors: number][] = [
      ['cache', 'cache', 0],
      ['cach', 'cache', 1],
      ['ccache', 'cache', 1],
      ['cbche', 'cache', 1],
      ['cahce', 'cache', 1],
      ['acche', 'cache', 1],
      ['caceh', 'cache', 1],
      ['ab', 'ba', 1],
      ['aa', 'ab', 1],
      ['cahcf', 'cache', 3],
      ['kitten', 'sitting', 3],
      ['', 'abc', 3],
    ];
    for (const [a, b, errors] of cases) assert.deepEqual([errorsBetween(a, b), errorsBetween(b, a)], [errors, errors], `${a} ${b}`);
  });
});

describe('a word that no paper has', () => {
  it('stands for the nearest one: with one error, with two from eight letters on', async () => {
    assert.deepEqual(await corrected('grosp'), [{ from: 'grosp', to: 'grasp' }]);
    assert.deepEqual(await corrected('graxx'), []);
    assert.deepEqual(await corrected('sequenxeq'), [{ from: 'sequenxeq', to: 'sequences' }]);
    assert.deepEqual(await corrected('sequxnxeq'), []);
    // Seven letters.
    assert.deepEqual(await corrected('protexx'), []);
  });

  it('begins with the letters of the word that is meant, or has them swapped', async () => {
    assert.deepEqual(await corrected('rgasp'), [{ from: 'rgasp', to: 'grasp' }]);
    assert.deepEqual(await corrected('xrasp'), []);
  });

  it('stands for the one in most papers, of those that are as near', async () => {
    assert.deepEqual(await corrected('ploxer'), [{ from: 'ploxer', to: 'plover' }]);
  });

  it('stands for itself where it is short or has digits', async () => {
    assert.deepEqual(await corrected('kex'), []);
    assert.deepEqual(await corrected('gra5p'), []);
  });

  it('is told with the others in their order, at most five of them', async () => {
    const query = 'a grosp of Sequenxes by ploxer camerra and deomnstrations of lexrn';
    assert.deepEqual(
      (await corrected(query)).map(({ from, to }) => `${from} ${to}`),
      ['grosp grasp', 'Sequenxes sequences', 'ploxer plover', 'camerra camera', 'deomnstrations demonstrations'],
    );
  });
});
