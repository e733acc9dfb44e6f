import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../src/engine.js';
import { openEngine } from '../../src/open.js';
import { temporaryFolder } from './temporary.js';

const QUALITIES = ['sparse', 'fast', 'robust', 'learned', 'frozen', 'shared', 'layered', 'guided', 'compact', 'adaptive', 'modular'];
const SUBJECTS = {
  caches: ['the key-value cache', 'shrinks the key-value cache that a language model keeps while it decodes long contexts', 'cs.CL'],
  proteins: ['protein structures', 'predicts the structure of proteins from their sequences and from related families', 'q-bio.BM'],
  robots: ['robot hands', 'lets a robot hand learn to grasp everyday things from camera images and demonstrations', 'cs.RO'],
  old: ['sentence parsers', 'parses sentences of newspapers into trees of phrases by a grammar with probabilities', 'cs.CL'],
} as const;
type Subject = keyof typeof SUBJECTS;

const WEEKS = 84;
/** From this week on robots rise and parsers fall. */
const TURN = 64;
const FIRST_DAY = Date.UTC(2024, 0, 1);
const WEEK_MS = 7 * 86_400_000;

/** Papers a week: there are more of all from the turn on, which is no rise; proteins and caches keep their share. */
function papersOf(subject: Subject, week: number): number {
  const isLate = week >= TURN;
  if (subject === 'robots') return isLate ? 4 : week % 2;
  if (subject === 'old') return isLate ? week % 2 : 2;
  return isLate ? 2 : 1;
}

/**
 * An engine over 500 invented papers of 84 weeks of 2024 and 2025, in four topics: robot hands rise from spring 2025 on, with "tactile skin" in them;
 * sentence parsers fall. `close` it in the end.
 */
export async function openTrendingEngine(): Promise<{ engine: Engine; home: string }> {
  const home = await temporaryFolder();
  const file = join(home, 'trending.jsonl');
  await writeFile(
    file,
    trendingPapers()
      .map((paper) => JSON.stringify(paper))
      .join('\n'),
  );
  const engine = await openEngine({ home });
  await engine.importPapers({ path: file });
  await engine.updateTopics({ topics: 4, outliers: 0 });
  return { engine, home };
}

function trendingPapers(): object[] {
  const papers: object[] = [];
  for (let week = 0; week < WEEKS; week++) {
    for (const subject of Object.keys(SUBJECTS) as Subject[]) {
      for (let i = 0; i < papersOf(subject, week); i++) papers.push(paper(papers.length, subject, week));
    }
  }
  return papers;
}

function paper(number: number, subject: Subject, week: number): object {
  const [name, sentence, category] = SUBJECTS[subject];
  const quality = `${QUALITIES[number % QUALITIES.length]} and ${QUALITIES[(number * 7 + 3) % QUALITIES.length]}`;
  const skin = subject === 'robots' && week >= TURN ? ' We give it a tactile skin.' : '';
  return {
    id: `25${String(1 + (number % 9)).padStart(2, '0')}.${String(number).padStart(5, '0')}`,
    title: `A ${quality} approach to ${name}, number ${number}`,
    abstract: `Our ${quality} approach ${sentence}.${skin} It needs ${1 + (number % 50)} percent less work than the best earlier one.`,
    authors: [`Ada Example${number}`],
    categories: [category],
    published: new Date(FIRST_DAY + week * WEEK_MS).toISOString().slice(0, 10),
  };
}
