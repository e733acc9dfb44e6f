import { z } from 'zod';
import { documentText, type Embedder } from '../embedding/embedder.js';
import { embedStream } from '../embedding/stream.js';
import { PaperkinError } from '../errors.js';
import type { PaperStore, PaperWriter } from '../stores/paper-store.js';

/** Papers read from the store at a time. */
const PAGE = 1_024;

export interface EmbedJob {
  signal?: AbortSignal | undefined;
  /** `done` of `total` papers that lacked a vector when it began. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
}

export const embedResultSchema = z.strictObject({
  /** Papers that got a vector. Papers with equal text share one. */
  embedded: z.number(),
  /** False when it was interrupted: what is missing is embedded the next time. */
  finished: z.boolean(),
});
export type EmbedResult = z.output<typeof embedResultSchema>;

interface DistinctText {
  textHash: string;
  text: string;
  /** Papers that have it. */
  papers: number;
}

/**
 * Gives every paper its vector that has none of this model yet. What is done is written every one
 * or two seconds, which is what a kill can cost, while the next texts are at work already.
 */
export async function embedPapers(store: PaperStore, writer: PaperWriter, embedder: Embedder, job: EmbedJob = {}): Promise<EmbedResult> {
  const { signal, onProgress } = job;
  const { papers, embedded } = await store.counts(embedder.model.id);
  const total = papers - embedded;
  let done = 0;
  try {
    for await (const { items, vectors } of embedStream(embedder, textsToEmbed(store, embedder.model.id), ({ text }) => text, { signal })) {
      await writer.putVectors(
        embedder.model,
        items.flatMap(({ textHash }, i) => (vectors[i] ? [{ textHash, vector: vectors[i] }] : [])),
      );
      done += items.reduce((sum, item) => sum + item.papers, 0);
      onProgress?.({ done, total });
    }
    return { embedded: done, finished: true };
  } catch (error) {
    if (error instanceof PaperkinError && error.code === 'INTERRUPTED') return { embedded: done, finished: false };
    throw error;
  }
}

/** The texts of papers without a vector, equal ones of a page once. */
async function* textsToEmbed(store: PaperStore, model: string): AsyncGenerator<DistinctText> {
  let afterKey = 0;
  for (;;) {
    const page = await store.unembedded(model, afterKey, PAGE);
    const last = page.at(-1);
    if (last === undefined) return;
    afterKey = last.key;
    const byHash = new Map<string, DistinctText>();
    for (const paper of page) {
      const known = byHash.get(paper.textHash);
      if (known) known.papers++;
      else byHash.set(paper.textHash, { textHash: paper.textHash, text: documentText(paper), papers: 1 });
    }
    yield* byHash.values();
  }
}
