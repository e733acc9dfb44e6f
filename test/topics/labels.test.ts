import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labelTopics } from '../../src/topics/labels/label-topics.js';
import { papersOfTopics } from '../support/labelled-topics.js';

const QUALITIES = ['sparse', 'fast', 'robust', 'learned', 'frozen', 'shared', 'layered', 'guided', 'compact', 'adaptive', 'lazy', 'greedy'];
/** What all abstracts say, whatever they are about. */
const BOILERPLATE = 'Experimental results on large-scale benchmark datasets show state of the art performance of the proposed framework.';

/** Twelve papers that are about one thing; each `#` is another word, so that only the words between are always the same. */
function papersAbout(title: string, sentence: string) {
  return QUALITIES.map((_, paper) => {
    let next = paper;
    const filled = (text: string) => text.replaceAll('#', () => QUALITIES[next++ % QUALITIES.length] ?? '');
    return { title: filled(title), abstract: `${filled(sentence)} ${BOILERPLATE}` };
  });
}

const CACHE = papersAbout(
  'A # KV Cache for # Texts',
  'We see a # KV-cache # on. A # KV cache # is, and # eviction # of it. The # KV cache # with # eviction # in.',
);
const FEEDBACK = papersAbout(
  'RLHF with # Judges',
  'It is reinforcement learning from human feedback (RLHF), with # annotators #. In # RLHF # a # reward model # is, and # RLHF # with # reward models #.',
);
const MEDICINE = papersAbout(
  'Vaccines of # Molecules',
  'Of # mRNA vaccines # and # mRNA # the # mRNA vaccines # are. The # mRNA vaccine # of a # virus # is at # temperature #.',
);
const EXPERTS = papersAbout(
  'Mixture-of-Experts: # Routing',
  'For a # Mixture-of-Experts (MoE) # with a # router #. A # mixture-of-experts # and # router # of a # mixture-of-experts #.',
);

describe('the label of a topic', () => {
  it('is what its papers are about, as they mostly write it, without what all abstracts say', async () => {
    const { topics, close, ...parts } = await papersOfTopics(CACHE, FEEDBACK, MEDICINE, EXPERTS);
    const labels = (await labelTopics(parts, topics)).map(({ label }) => label);
    assert.match(labels[0] ?? '', /^KV cache/);
    assert.match(labels[1] ?? '', /RLHF|human feedback/);
    assert.match(labels[2] ?? '', /^mRNA vaccines?/);
    assert.match(labels[3] ?? '', /^mixture-of-experts/);
    for (const label of labels) {
      assert.doesNotMatch(label, /experiment|result|large-scale|benchmark|state|art|propos|framework|perform/i);
      assert.ok(label.split(', ').length <= 3, label);
    }
    await close();
  });

  it('says a thing once, though it is written out, as an acronym, and in the plural', async () => {
    const { topics, close, ...parts } = await papersOfTopics(CACHE, FEEDBACK, MEDICINE, EXPERTS);
    const labels = await labelTopics(parts, topics);
    for (const { terms } of labels) {
      const stems = terms.map(({ text }) => text.toLowerCase().replace(/s$/, ''));
      assert.equal(new Set(stems).size, stems.length, stems.join(', '));
    }
    const ofFeedback = labels[1]?.terms.map(({ text }) => text) ?? [];
    assert.ok(!(ofFeedback.includes('RLHF') && ofFeedback.includes('human feedback')), ofFeedback.join(', '));
    assert.ok(!labels[3]?.terms.some(({ text }) => /^MoEs?$/.test(text)));
    await close();
  });

  it('is another one for each sibling, even where their papers are about the same', async () => {
    const { topics, close, ...parts } = await papersOfTopics(
      CACHE,
      CACHE.map((paper) => ({ ...paper, title: `${paper.title}, again` })),
      MEDICINE,
    );
    const labels = (await labelTopics(parts, topics)).map(({ label }) => label);
    assert.equal(new Set(labels).size, 3, labels.join(' / '));
    await close();
  });

  it('of a topic with others below it says what those share', async () => {
    const caches = (what: string) =>
      papersAbout(`A # KV Cache # by # ${what}`, `The # KV cache # is # and # ${what} # with it. A # ${what} # of a # KV cache #.`);
    const { topics, close, ...parts } = await papersOfTopics(caches('eviction'), caches('quantisation'), MEDICINE, EXPERTS);
    const [eviction, quantisation, medicine, experts] = topics;
    assert.ok(eviction && quantisation && medicine && experts);
    const above = { keys: [...eviction.keys, ...quantisation.keys] };
    const labels = await labelTopics(parts, [above, { ...eviction, parent: 0 }, { ...quantisation, parent: 0 }, medicine, experts]);
    assert.match(labels[0]?.label ?? '', /^KV cache/);
    assert.match(labels[1]?.label ?? '', /^eviction/);
    assert.match(labels[2]?.label ?? '', /^quantisation/);
    await close();
  });

  it('is a title where no term tells it, and empty where there is nothing', async () => {
    const { topics, close, ...parts } = await papersOfTopics(MEDICINE, [{ title: '1 + 1', abstract: '' }]);
    const labels = await labelTopics(parts, [...topics, { keys: [] }, { keys: [99_999] }]);
    assert.deepEqual(labels[1], { label: '1 + 1', terms: [], papers: topics[1]?.keys });
    assert.deepEqual(labels[2], { label: '', terms: [], papers: [] });
    assert.equal(labels[3]?.label, '');
    assert.deepEqual(await labelTopics(parts, []), []);
    await close();
  });
});

describe('labelling', () => {
  it('gives the same labels to the same papers, with terms by weight and papers of the topic', async () => {
    const { topics, close, ...parts } = await papersOfTopics(CACHE, FEEDBACK, MEDICINE);
    const labels = await labelTopics(parts, topics, { terms: 4, papers: 3 });
    assert.deepEqual(await labelTopics(parts, topics, { terms: 4, papers: 3 }), labels);
    labels.forEach(({ terms, papers }, i) => {
      assert.ok(terms.length <= 4 && terms.every(({ weight }) => weight > 0));
      assert.equal(papers.length, 3);
      assert.ok(papers.every((key) => topics[i]?.keys.includes(key)));
    });
    await close();
  });

  it('tells how far it is, and stops when it is told to', async () => {
    const { topics, close, ...parts } = await papersOfTopics(CACHE, FEEDBACK, MEDICINE);
    const seen: string[] = [];
    await labelTopics(parts, topics, { onProgress: (done, total) => seen.push(`${done}/${total}`) });
    assert.deepEqual(seen, ['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
    const controller = new AbortController();
    const stopped = labelTopics(parts, topics, { signal: controller.signal, onProgress: (done) => done === 2 && controller.abort() });
    await assert.rejects(stopped, { code: 'INTERRUPTED' });
    await close();
  });
});
