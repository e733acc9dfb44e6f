import { throwIfAborted } from '../errors.js';
import type { Embedder, EmbedOptions } from './embedder.js';

/** Texts that are embedded together and come back together: a second or two of work. */
const WINDOW = 256;
/** Windows at work or done and not yet taken: the workers never wait for whoever takes them, and memory is bounded. */
const AHEAD = 3;

export interface Embedded<T> {
  items: T[];
  /** One for each item. */
  vectors: Float32Array[];
}

/**
 * Embeds a stream of any length, in order, with flat memory: no more is read from `items` than is
 * at work, and no more is worked on than is taken.
 * @throws what {@link Embedder.embed} throws, INTERRUPTED included.
 */
export async function* embedStream<T>(
  embedder: Pick<Embedder, 'embed'>,
  items: AsyncIterable<T> | Iterable<T>,
  textOf: (item: T) => string,
  options: EmbedOptions = {},
): AsyncGenerator<Embedded<T>> {
  const ahead: Promise<Embedded<T>>[] = [];
  for await (const window of windows(items)) {
    const embedded = embedder.embed(window.map(textOf), options).then((vectors) => ({ items: window, vectors }));
    // It is awaited in its turn; until then a failure is nobody's.
    embedded.catch(() => undefined);
    if (ahead.push(embedded) < AHEAD) continue;
    yield (await ahead.shift()) as Embedded<T>;
    throwIfAborted(options.signal);
  }
  for (const embedded of ahead) yield await embedded;
}

async function* windows<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T[]> {
  let window: T[] = [];
  for await (const item of items) {
    if (window.push(item) < WINDOW) continue;
    yield window;
    window = [];
  }
  if (window.length > 0) yield window;
}
