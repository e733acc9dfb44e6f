import type { SavedTopics } from '../../src/stores/topic-store.js';

/** A state of topics with one topic of so many papers. */
export function topicState(papers: number): SavedTopics {
  return {
    document: {
      format: 1,
      identity: 'model/4',
      updated: '2026-01-02T03:04:05.000Z',
      sequence: 7,
      papers,
      outliers: 0,
      settings: { topics: 1, outliers: 0.1, seed: 1 },
      threshold: 0.25,
      nextId: 2,
      topics: [{ id: 't1', level: 'topic', label: 'caches', terms: [], papers, representatives: [], born: '2026-01-02T03:04:05.000Z' }],
      history: [],
    },
    numbers: {
      mean: Float32Array.of(1, 2, 3, 4),
      basisTerms: Uint32Array.of(9),
      basisRows: Float32Array.of(0.5),
      centroids: Float32Array.of(1, 0, 0, 0, 0),
      keys: Uint32Array.from({ length: papers }, (_, i) => i + 1),
      cells: new Uint16Array(papers),
      similarities: new Float32Array(papers).fill(0.5),
    },
  };
}
