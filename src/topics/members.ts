import { Placer, spaceOf } from '../clustering/space.js';
import { KeySet } from '../paper/key-set.js';
import type { SavedTopic, SavedTopics } from '../stores/topic-store.js';

/** Which papers a topic has. Made once for each state of the topics. */
export class TopicMembers {
  /** The subtopics of each cell, topic and field on its way up, by number of cell. */
  readonly #path: (readonly SavedTopic[])[] = [];
  readonly #byId: ReadonlyMap<string, SavedTopic>;
  readonly #saved: SavedTopics;
  #placer: Placer | undefined;

  constructor(saved: SavedTopics) {
    this.#saved = saved;
    this.#byId = new Map(saved.document.topics.map((topic) => [topic.id, topic]));
    for (const topic of saved.document.topics) {
      if (topic.cell === undefined) continue;
      const path = [topic];
      for (let above = this.#byId.get(topic.parent ?? ''); above; above = this.#byId.get(above.parent ?? '')) path.push(above);
      this.#path[topic.cell] = path;
    }
  }

  /** Places papers where those of these topics are. Made when it is first needed: its terms are a table of thousands. */
  get placer(): Placer {
    this.#placer ??= new Placer(spaceOf(this.#saved.numbers));
    return this.#placer;
  }

  get(id: string): SavedTopic | undefined {
    return this.#byId.get(id);
  }

  /** Numbers of its cells. */
  cellsOf(id: string): number[] {
    return this.#path.flatMap((path, cell) => (path.some((topic) => topic.id === id) ? [cell] : []));
  }

  /** The subtopic, topic and field of a cell. */
  pathOf(cell: number): readonly SavedTopic[] {
    return this.#path[cell] ?? [];
  }

  /** Keys of its papers, outliers left out. */
  keysOf(id: string): KeySet {
    const found = new KeySet();
    this.#each(id, (key) => found.add(key));
    return found;
  }

  /** Keys of its papers, and how similar each is to the centroid of its subtopic, the most similar first. */
  typicalOf(id: string): { key: number; similarity: number }[] {
    const found: { key: number; similarity: number }[] = [];
    this.#each(id, (key, similarity) => found.push({ key, similarity }));
    return found.sort((a, b) => b.similarity - a.similarity || a.key - b.key);
  }

  /** Where the paper is; undefined where it came after the last update. */
  placeOf(key: number): { cell: number; similarity: number; isOutlier: boolean } | undefined {
    const { keys, cells, similarities } = this.#saved.numbers;
    const at = placeIn(keys, key);
    if (at === undefined) return undefined;
    const similarity = similarities[at] as number;
    return { cell: cells[at] as number, similarity, isOutlier: similarity < this.#saved.document.threshold };
  }

  #each(id: string, use: (key: number, similarity: number) => void): void {
    const isWanted = new Uint8Array(this.#path.length);
    for (const cell of this.cellsOf(id)) isWanted[cell] = 1;
    const { keys, cells, similarities } = this.#saved.numbers;
    const { threshold } = this.#saved.document;
    for (let i = 0; i < keys.length; i++) {
      if (isWanted[cells[i] as number] === 1 && (similarities[i] as number) >= threshold) use(keys[i] as number, similarities[i] as number);
    }
  }
}

/** Keys ascend. */
function placeIn(keys: Uint32Array, key: number): number | undefined {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as number) < key) low = middle + 1;
    else high = middle;
  }
  return keys[low] === key ? low : undefined;
}

/** Is a topic another one, or below it? */
export function isWithin(members: TopicMembers, topic: SavedTopic, above: string): boolean {
  for (let one: SavedTopic | undefined = topic; one; one = members.get(one.parent ?? '')) if (one.id === above) return true;
  return false;
}
