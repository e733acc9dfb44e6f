import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { INVENTED_PAPERS } from './engine.js';
import { temporaryFolder } from './temporary.js';

export type Files = Record<string, string | readonly object[]>;

/** A folder with these files; records become JSON Lines. */
export async function folderWith(files: Files): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : content.map((record) => `${JSON.stringify(record)}\n`).join('');
    await writeFile(join(folder, name), text);
  }
  return folder;
}

export function judgements(...rows: readonly (readonly [query: string, ...papers: string[]])[]): string {
  return `query-id\tcorpus-id\tscore\n${rows.flatMap(([query, ...papers]) => papers.map((paper) => `${query}\t${paper}\t1\n`)).join('')}`;
}

/** Ids of the invented papers of a subject: 1 caches, 2 proteins, 3 hands. */
export function papersOf(subject: number): string[] {
  return INVENTED_PAPERS.map(({ id }) => id).filter((id) => id.startsWith(`250${subject}`));
}

/** The invented papers as BEIR has them, under ids that are nobody's. */
export const BEIR_CORPUS = INVENTED_PAPERS.map(({ id, title, abstract }) => ({ _id: `p-${id}`, title, text: abstract }));

/** Judged questions about them: in words, with words that are no syntax of ours, and by a paper. */
export const JUDGED_QUESTIONS: Files = {
  'corpus.jsonl': BEIR_CORPUS,
  'queries.jsonl': [
    { _id: 'q1', text: 'grasp things with a robot hand' },
    { _id: 'q2', text: 'is "the structure of proteins AND (' },
    { _id: 'q3', text: 'nobody has judged this' },
  ],
  'qrels.tsv': judgements(
    ['q1', ...papersOf(3).map((id) => `p-${id}`)],
    ['q2', ...papersOf(2).map((id) => `p-${id}`)],
    ['p-2501.00000', ...papersOf(1).map((id) => `p-${id}`)],
    ['q9', 'p-unknown'],
  ),
};

/** Two readers of the invented papers, which have to be there already. */
export const JUDGED_READERS: Files = {
  'corpus.ids': `${INVENTED_PAPERS.map(({ id }) => id).join('\n')}\n2609.99999\n`,
  'profiles.jsonl': [1, 2].map((subject) => ({ _id: `r${subject}`, liked: papersOf(subject).slice(0, 4) })),
  'qrels.tsv': judgements(...[1, 2].map((subject) => [`r${subject}`, ...papersOf(subject).slice(4)] as [string, ...string[]])),
};
