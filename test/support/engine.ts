import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../src/engine.js';
import { openEngine } from '../../src/open.js';
import { temporaryFolder } from './temporary.js';

/** Invented papers of three subjects, ten each, whose neighbours are easy to tell. */
export const INVENTED_PAPERS = [
  ['the key-value cache', 'shrinks the key-value cache that a language model keeps while it decodes long contexts', 'cs.CL'],
  ['protein structures', 'predicts the structure of proteins from their sequences and from related families', 'q-bio.BM'],
  ['robot hands', 'lets a robot hand learn to grasp everyday things from camera images and demonstrations', 'cs.RO'],
].flatMap(([subject, sentence, category], s) =>
  ['sparse', 'fast', 'robust', 'learned', 'frozen', 'shared', 'layered', 'guided', 'compact', 'adaptive'].map((quality, i) => ({
    id: `250${s + 1}.000${String(i).padStart(2, '0')}`,
    title: `A ${quality} approach to ${subject}`,
    abstract: `Our ${quality} approach ${sentence}. In ${10 + i} experiments it needs ${50 - i} percent less work than the best earlier one.`,
    authors: [`Ada Example${i}`, `Alan Sample${s}`],
    categories: [category],
    published: `2025-0${s + 1}-${10 + i}`,
  })),
);

/** An engine over a folder of its own with {@link INVENTED_PAPERS} and `more` records in it; `close` it in the end. */
export async function openTestEngine(more: readonly object[] = []): Promise<{ engine: Engine; home: string }> {
  const home = await temporaryFolder();
  const engine = await openEngine({ home });
  const file = join(home, 'invented.jsonl');
  await writeFile(file, [...INVENTED_PAPERS, ...more].map((record) => JSON.stringify(record)).join('\n'));
  await engine.importPapers(file);
  return { engine, home };
}
