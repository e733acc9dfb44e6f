import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildEngine, type Engine } from '../../src/engine.js';
import { openParts } from '../../src/open.js';
import { buildServices, type Services } from '../../src/verbs/services.js';
import { checkedAnswers } from './checked.js';
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

/**
 * An engine over a folder of its own with {@link INVENTED_PAPERS} and `more` records in it; `close` it in the end.
 * @param checked Whether answers have to be what their schemas say: papers that no import would take are not.
 */
export async function openTestEngine(
  more: readonly object[] = [],
  { checked = true } = {},
): Promise<{ engine: Engine; services: Services; home: string }> {
  const home = await temporaryFolder();
  const { engine, services } = await openChecked(home, checked);
  const file = join(home, 'invented.jsonl');
  await writeFile(file, [...INVENTED_PAPERS, ...more].map((record) => JSON.stringify(record)).join('\n'));
  await engine.importPapers({ path: file });
  return { engine, services, home };
}

/** An engine that checks what it answers, and what does the work behind it. */
export async function openChecked(home: string, checked = true): Promise<{ engine: Engine; services: Services }> {
  const parts = await openParts({ home });
  const stopping = new AbortController();
  const services = buildServices(parts, stopping.signal);
  const engine = buildEngine(parts, services, stopping);
  return { engine: checked ? checkedAnswers(engine) : engine, services };
}
