import { dot } from '../dense/math.js';
import type { SavedTopic, SavedTopics } from '../stores/topic-store.js';
import type { TopicMembers } from './members.js';
import { paperBatches, type TopicViews } from './paper-batches.js';

/** Topics of less than this share are not told. */
const LEAST = 0.1;
const MOST = 3;
/** How much less similar a topic has to be to count half as much: what two neighbouring topics of a paper mostly differ by. */
const HALVED = 0.05;

/**
 * The topics of a paper and how much it belongs to each: shares halve with each {@link HALVED} by which a topic is less similar than
 * the most similar one. Papers that came after the last update are placed as those before were.
 */
export async function membershipsOf(
  views: TopicViews,
  saved: SavedTopics,
  members: TopicMembers,
  key: number,
): Promise<{ topic: SavedTopic; share: number }[]> {
  const similarities = await similaritiesOf(views, saved, members, key);
  if (!similarities) return [];
  const best = new Map<SavedTopic, number>();
  similarities.forEach((similarity, cell) => {
    const topic = members.pathOf(cell).find(({ level }) => level === 'topic');
    if (topic) best.set(topic, Math.max(best.get(topic) ?? -1, similarity));
  });
  const falling = [...best].sort(([, a], [, b]) => b - a);
  const most = falling[0]?.[1] ?? -1;
  if (most < saved.document.threshold) return [];
  const weights = falling.map(([topic, similarity]) => ({ topic, weight: 2 ** ((similarity - most) / HALVED) }));
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  return weights
    .slice(0, MOST)
    .map(({ topic, weight }) => ({ topic, share: weight / total }))
    .filter(({ share }, i) => i === 0 || share >= LEAST);
}

/** To all centroids; undefined where the paper has no vector. */
async function similaritiesOf(
  views: TopicViews,
  { numbers: { mean, centroids } }: SavedTopics,
  members: TopicMembers,
  key: number,
): Promise<number[] | undefined> {
  for await (const { batch } of paperBatches(views, mean.length, [key])) {
    const place = members.placer.place(batch.vectors, batch.terms);
    return Array.from({ length: centroids.length / place.length }, (_, cell) => dot(place, centroids, cell * place.length));
  }
  return undefined;
}
