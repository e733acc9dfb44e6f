import { isAborted } from '../errors.js';
import type { Comparison } from './answer.js';
import { compared } from './bootstrap.js';
import type { Contestant, Question } from './contestants.js';

/** A figure of one list. */
export type Measure = (list: readonly number[], question: Question) => number;

export interface Contest {
  /** By contestant, in the order of what was asked. */
  lists: Map<Contestant, number[][]>;
  /** Those that were asked before somebody interrupted. */
  asked: readonly Question[];
}

export interface ContestJob {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: { phase: 'asking'; done: number; total: number }) => void) | undefined;
}

/** Asks all contestants each question. */
export async function contest(
  contestants: readonly Contestant[],
  questions: readonly Question[],
  { signal, onProgress }: ContestJob,
): Promise<Contest> {
  const lists = new Map(contestants.map((contestant): [Contestant, number[][]] => [contestant, []]));
  for (const [i, question] of questions.entries()) {
    onProgress?.({ phase: 'asking', done: i, total: questions.length });
    if (isAborted(signal)) return { lists, asked: questions.slice(0, i) };
    for (const [contestant, given] of lists) given.push(await contestant.answer(question));
  }
  return { lists, asked: questions };
}

/** The first contestant beside each of the others, by each measure. */
export function comparisonsOf({ lists, asked }: Contest, measures: Readonly<Record<string, Measure>>): Comparison[] {
  const [first, ...others] = [...lists];
  if (first === undefined || asked.length === 0) return [];
  return Object.entries(measures).flatMap(([measure, figure]) => {
    const figures = (given: readonly (readonly number[])[]) => asked.map((question, i) => figure(given[i] ?? [], question));
    return others.map(([{ name }, given]) => ({ measure, baseline: name, ...compared(figures(first[1]), figures(given)) }));
  });
}
