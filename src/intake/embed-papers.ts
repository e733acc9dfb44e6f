import { documentText, type Embedder } from '../embedding/embedder.js';
import { isAborted } from '../errors.js';
import type { PaperStore, PaperWriter, UnembeddedPaper } from '../stores/paper-store.js';

/** Papers looked at together: enough that texts of like length can be put side by side. */
const WINDOW = 2_048;
/** Vectors in one transaction: a few seconds' work, which is what a kill can cost. */
const TRANSACTION = 256;

export interface EmbedJob {
  signal?: AbortSignal | undefined;
  /** `done` of `total` papers that lacked a vector when it began. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
}

export interface EmbedResult {
  /** Papers that got a vector. Papers with equal text share one. */
  embedded: number;
  /** False when it was interrupted: what is missing is embedded the next time. */
  finished: boolean;
}

/** Gives every paper its vector that has none of this model yet. */
export async function embedPapers(store: PaperStore, writer: PaperWriter, embedder: Embedder, job: EmbedJob = {}): Promise<EmbedResult> {
  const { papers, embedded } = await store.counts(embedder.model.id);
  const total = papers - embedded;
  let done = 0;
  let afterKey = 0;
  for (;;) {
    const window = await store.unembedded(embedder.model.id, afterKey, WINDOW);
    const last = window.at(-1);
    if (last === undefined) return { embedded: done, finished: true };
    afterKey = last.key;
    const texts = distinct(window).sort((a, b) => a.text.length - b.text.length);
    for (let start = 0; start < texts.length; start += TRANSACTION) {
      if (isAborted(job.signal)) return { embedded: done, finished: false };
      const slice = texts.slice(start, start + TRANSACTION);
      const vectors = await embedder.embed(slice.map(({ text }) => text));
      await writer.putVectors(
        embedder.model,
        slice.flatMap(({ textHash }, i) => (vectors[i] ? [{ textHash, vector: vectors[i] }] : [])),
      );
      done += slice.reduce((sum, { papers: count }) => sum + count, 0);
      job.onProgress?.({ done, total });
    }
  }
}

/** The texts of papers, each once, with the number of papers that have it. */
function distinct(papers: readonly UnembeddedPaper[]): { textHash: string; text: string; papers: number }[] {
  const byHash = new Map<string, { textHash: string; text: string; papers: number }>();
  for (const paper of papers) {
    const known = byHash.get(paper.textHash);
    if (known) known.papers++;
    else byHash.set(paper.textHash, { textHash: paper.textHash, text: documentText(paper), papers: 1 });
  }
  return [...byHash.values()];
}
