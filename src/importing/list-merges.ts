import type { z } from 'zod';
import type { Merge, PaperStore } from '../stores/paper-store.js';
import type { mergesSchema } from './query.js';

export interface MergesPage {
  /** The latest first. */
  merges: Merge[];
  /** Give it as `before` for the next page; undefined on the last. */
  next: number | undefined;
}

export async function listMerges(store: Pick<PaperStore, 'merges'>, { limit, before }: z.output<typeof mergesSchema>): Promise<MergesPage> {
  const merges = await store.merges({ limit: limit + 1, before });
  const shown = merges.slice(0, limit);
  return { merges: shown, next: merges.length > limit ? shown.at(-1)?.number : undefined };
}
