import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../src/engine.js';
import { openEngine } from '../../src/open.js';
import { temporaryFolder } from './temporary.js';

/** What papers of a subject say, in several ways. */
const SUBJECTS = {
  cache: ['KV cache', 'the key-value cache that a language model keeps', 'while it decodes long contexts'],
  protein: ['protein structure', 'the folded structure of proteins from amino acid sequences', 'with evolutionary families'],
  robots: ['robot grasping', 'how a robot hand grasps household objects', 'from camera images and demonstrations'],
  quantum: ['quantum error correction', 'logical qubits under noise with surface codes', 'on superconducting processors'],
  climate: ['climate models', 'rainfall and heat waves over the coming decades', 'from satellite observations of the ocean'],
  speech: ['speech recognition', 'spoken words in noisy rooms for low-resource languages', 'from microphone arrays'],
} as const;

export type Subject = keyof typeof SUBJECTS;
export const ALL_SUBJECTS = Object.keys(SUBJECTS) as Subject[];

const QUALITIES = ['sparse', 'fast', 'robust', 'learned', 'frozen', 'shared', 'layered', 'guided', 'compact', 'adaptive', 'lazy', 'greedy'];

/** Records of a subject, from number `from` on; ids are `26SS.NNNNN` by subject and number. */
export function papersOn(subject: Subject, count: number, from = 0) {
  const number = ALL_SUBJECTS.indexOf(subject);
  const [name, what, how] = SUBJECTS[subject];
  return Array.from({ length: count }, (_, i) => {
    const at = from + i;
    const [one, other] = [QUALITIES[at % 12], QUALITIES[(5 * at + 3) % 12]];
    return {
      id: `260${number + 1}.${String(at).padStart(5, '0')}`,
      title: `${one} and ${other} ${name}: part ${at}`,
      abstract: `This work on ${name} studies ${what} ${how}. A ${one} ${name} is compared with a ${other} one in ${at + 3} settings.`,
      authors: [`Ada Example${at}`],
      published: `2026-0${number + 1}-${String((at % 27) + 1).padStart(2, '0')}`,
    };
  });
}

/** The subject of a paper of {@link papersOn}. */
export function subjectOf(id: string): Subject | undefined {
  return ALL_SUBJECTS[Number(/260(\d)\./.exec(id)?.[1]) - 1];
}

export async function importRecords(engine: Engine, home: string, records: readonly object[]): Promise<void> {
  const file = join(home, `records-${Math.random()}.jsonl`);
  await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));
  await engine.importPapers({ path: file });
}

/** An engine over a folder of its own with so many papers of each subject. */
export async function engineOfSubjects(subjects: readonly Subject[], each: number): Promise<{ engine: Engine; home: string }> {
  const home = await temporaryFolder();
  const engine = await openEngine({ home });
  const records = subjects.flatMap((subject) => papersOn(subject, each));
  if (records.length > 0) await importRecords(engine, home, records);
  return { engine, home };
}
