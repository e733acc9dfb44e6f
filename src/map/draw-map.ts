import type { MapLabel } from '../drawing/map-labels.js';
import type { PictureParts } from '../drawing/map-picture.js';
import type { Scene, SceneQuery } from '../drawing/map-scene.js';
import { WorkerChannel, WorkerDied } from '../threads/worker-channel.js';

/**
 * {@link mapAsSvg} in a thread of its own: the raster of many papers takes some seconds.
 * @param labels those of zoom level 0 are shown
 * @param title what it shows, for those who cannot see it
 */
export function drawSvg(parts: PictureParts, labels: readonly MapLabel[], title: string): Promise<string> {
  return draw('svg', { parts, labels, title });
}

/** {@link sceneOf} in a thread of its own. */
export function arrangeScene(query: SceneQuery): Promise<Scene> {
  return draw('scene', query);
}

/** {@link mapAsPng} in a thread of its own. */
export function drawPng(parts: PictureParts): Promise<Uint8Array> {
  return draw('png', parts);
}

async function draw<T>(call: string, argument: unknown): Promise<T> {
  // A thread's death may be another's fault, so it is tried once more.
  return drawOnce<T>(call, argument).catch((error: unknown) => {
    if (error instanceof WorkerDied) return drawOnce<T>(call, argument);
    throw error;
  });
}

async function drawOnce<T>(call: string, argument: unknown): Promise<T> {
  const channel = new WorkerChannel('map', new URL('./map-worker.js', import.meta.url), {});
  try {
    return await channel.call<T>(call, argument);
  } finally {
    channel.retire();
  }
}
