/**
 * What can be raced: something that has taken in a corpus and answers with ids of papers, best
 * first. Each lives in a process of its own, `CONTESTANT.js CORPUS-FOLDER [ARGUMENT…]`.
 */
import { answerLines, milliseconds } from '../support/json-lines.js';

export interface Contestant {
  /** Papers that answer a question in words. */
  search(question: string, k: number): Promise<string[]>;
  /** Papers like a paper; the paper itself may be among them. */
  similar(id: string, k: number): Promise<string[]>;
  /** Processes beside this one that do its work, so that their memory counts as well. */
  servers?: readonly number[];
  close(): Promise<void>;
}

/** A question in words, or the id of a paper. */
export type Ask = { search: string } | { similar: string };

/** What the race asks a child. */
export interface Turn {
  ask: Ask;
  k: number;
}
export interface TurnAnswer {
  ids: string[];
  milliseconds: number;
}

/** The first line of a child: it has taken in the corpus, or why it cannot take part on this machine. */
export type Greeting = { servers: readonly number[] } | { absent: string };

/** Thrown by a contestant that lacks something on this machine. */
export class Absent extends Error {}

/** The life of a contestant: takes in the corpus, greets, answers until its stdin ends, closes. */
export async function serve(open: (folder: string, ...args: string[]) => Promise<Contestant>): Promise<void> {
  const [folder = '', ...args] = process.argv.slice(2);
  // Ctrl-C reaches children, too; they end with their stdin, so that servers of theirs are stopped.
  process.on('SIGINT', () => undefined);
  let contestant: Contestant;
  try {
    contestant = await open(folder, ...args);
  } catch (error) {
    if (!(error instanceof Absent)) throw error;
    const greeting: Greeting = { absent: error.message };
    return answerLines(greeting, async () => undefined);
  }
  const greeting: Greeting = { servers: contestant.servers ?? [] };
  try {
    await answerLines(greeting, (turn: Turn) => answer(contestant, turn));
  } finally {
    await contestant.close();
  }
}

async function answer(contestant: Contestant, { ask, k }: Turn): Promise<TurnAnswer> {
  let ids: string[] = [];
  const elapsed = await milliseconds(async () => {
    // One more, for the paper that asks.
    ids = 'search' in ask ? await contestant.search(ask.search, k) : await contestant.similar(ask.similar, k + 1);
  });
  return { ids: ids.filter((id) => !('similar' in ask) || id !== ask.similar).slice(0, k), milliseconds: elapsed };
}
