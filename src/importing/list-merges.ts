import { z } from 'zod';
import type { PaperStore } from '../stores/paper-store.js';
import { mergeSchema } from '../stores/paper-store.js';
import type { mergesSchema } from './query.js';

export const mergesPageSchema = z.strictObject({
  /** The latest first. */
  merges: z.array(mergeSchema),
  /** Give it as `before` for the next page; undefined on the last. */
  next: z.number().optional(),
});
export type MergesPage = z.output<typeof mergesPageSchema>;

export async function listMerges(store: Pick<PaperStore, 'merges'>, { limit, before }: z.output<typeof mergesSchema>): Promise<MergesPage> {
  const merges = await store.merges({ limit: limit + 1, before });
  const shown = merges.slice(0, limit);
  return { merges: shown, next: merges.length > limit ? shown.at(-1)?.number : undefined };
}
