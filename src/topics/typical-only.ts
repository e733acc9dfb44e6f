import type { PaperStore } from '../stores/paper-store.js';
import type { SavedTopics, TopicDocument } from '../stores/topic-store.js';

/**
 * Topics of which only the document is left: each subtopic with the typical papers that it names. That is enough for the topics
 * of an update from nothing to be found again under their ids and names.
 */
export async function typicalOnly(store: Pick<PaperStore, 'find'>, document: TopicDocument): Promise<SavedTopics> {
  const cellOf = new Map<number, number>();
  for (const { cell, representatives } of document.topics) {
    if (cell === undefined) continue;
    for (const stored of await store.find(representatives)) if (stored) cellOf.set(stored.key, cell);
  }
  const papers = [...cellOf].sort(([a], [b]) => a - b);
  return {
    document,
    numbers: {
      mean: new Float32Array(),
      basisTerms: new Uint32Array(),
      basisRows: new Float32Array(),
      centroids: new Float32Array(),
      keys: Uint32Array.from(papers, ([key]) => key),
      cells: Uint16Array.from(papers, ([, cell]) => cell),
      similarities: new Float32Array(papers.length).fill(1),
    },
  };
}
