import { z } from 'zod';
import { isAborted, jsonOf } from '../errors.js';
import type { ReadProblem } from '../formats/format-parser.js';
import type { Paper } from '../paper/paper.js';
import type { PaperSource } from '../sources/paper-source.js';
import {
  EMPTY_REPORT,
  type ImportCheckpoint,
  type ImportReport,
  importReportSchema,
  type PaperStore,
  type PaperWriter,
} from '../stores/paper-store.js';
import type { RejectsStore } from '../stores/rejects-store.js';
import { makeTerms } from './make-terms.js';

/** Records in one transaction: one sync of the disk for them all, and what a kill can cost at most. */
const BATCH = 500;

export interface ImportJob {
  /** Keeps what cannot be taken. */
  rejects: RejectsStore;
  /** Where a person wants that to be. Default: where the store has it. */
  rejectsPath?: string | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((report: ImportReport) => void) | undefined;
}

export const importResultSchema = z.strictObject({
  report: importReportSchema,
  /** False when it was interrupted: the same import goes on where this one stopped. */
  finished: z.boolean(),
  /** The rejects file, if anything was rejected or noted. */
  rejectsPath: z.string().optional(),
});
export type ImportResult = z.output<typeof importResultSchema>;

/**
 * Takes papers in, a batch a transaction, and makes their terms. The checkpoint is part of each transaction and the
 * rejects are on disk before it, so after a kill at any moment the import goes on at the right record. A record costs itself
 * alone, whatever `toPaper` throws.
 */
export async function importPapers(store: PaperStore, writer: PaperWriter, source: PaperSource, job: ImportJob): Promise<ImportResult> {
  const { items, resumed } = await begun(store, source);
  const report: ImportReport = { ...EMPTY_REPORT, ...resumed?.report };
  const rejects = await job.rejects.open(source, resumed?.rejectsBytes ?? 0, job.rejectsPath);
  let papers: Paper[] = [];
  let token = resumed?.token;
  let termsUpTo = 0;

  const commit = async (finished: boolean) => {
    const rejectsBytes = await rejects.flush();
    const checkpoint = (counted: ImportReport) =>
      source.identity === undefined ? undefined : { source: source.identity, token, rejectsBytes, report: counted, finished };
    await writer.put(papers, (outcomes) => {
      for (const outcome of outcomes) report[outcome]++;
      return checkpoint({ ...report });
    });
    papers = [];
    termsUpTo = await makeTerms(store, writer, termsUpTo, { signal: job.signal });
    job.onProgress?.({ ...report });
  };

  let broken: { thrown: unknown } | undefined;
  const readable = async function* () {
    try {
      yield* items;
    } catch (thrown) {
      broken = { thrown };
    }
  };

  const readAll = async () => {
    let pending = 0;
    for await (const item of readable()) {
      report.read++;
      token = item.token;
      const problem = 'problem' in item ? item : take(item.line, item.record);
      if (problem) {
        report.rejected++;
        rejects.add(problem);
      }
      if (++pending < BATCH) continue;
      pending = 0;
      await commit(false);
      if (isAborted(job.signal)) return;
    }
  };

  try {
    await readAll();
    const finished = !isAborted(job.signal) && broken === undefined;
    // Of a source that broke off, too: what was read counts.
    await commit(finished);
    await rejects.finish(report.rejected + report.noted);
    // A source that waits (a pipe, say) ends an interrupted read by throwing.
    if (broken && !isAborted(job.signal)) throw broken.thrown;
    return { report: { ...report }, finished, rejectsPath: report.rejected + report.noted > 0 ? rejects.place : undefined };
  } finally {
    await rejects.close();
  }

  function take(line: number, record: unknown): ReadProblem | undefined {
    try {
      const remarks: string[] = [];
      papers.push(source.toPaper(record, (text) => remarks.push(text)));
      if (remarks.length > 0) {
        report.noted++;
        rejects.add({ line, problem: remarks.join('; '), excerpt: jsonOf(record), taken: true });
      }
      return undefined;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const problem = cause instanceof RangeError ? reason : `cannot be taken: ${reason}`;
      return { line, problem, excerpt: jsonOf(record) };
    }
  }
}

/** After the last item of an import that did not finish, where the source can go on there; else from the beginning. */
async function begun(store: PaperStore, source: PaperSource): Promise<{ items: PaperSource['items']; resumed?: ImportCheckpoint }> {
  const earlier = source.identity === undefined ? undefined : await store.checkpoint(source.identity);
  if (earlier?.token === undefined || earlier.finished) return { items: source.items };
  const items = await source.resumeFrom(earlier.token);
  return items === undefined ? { items: source.items } : { items, resumed: earlier };
}
