/**
 * The interleaved run: contestants take turns at the same blocks of texts, so that what else the
 * machine does, its heat and its clock, is shared by all.
 */
import { Child, type Command } from '../support/child.js';
import { rotated } from '../support/turns.js';
import type { EmbedAnswer, Greeting, QueryAnswer, TokensAnswer } from './protocol.js';

export interface Course {
  blocks: readonly string[][];
  queries: readonly string[];
  /** Embedded before each turn, untimed: who sleeps or lets threads go while others are at it starts awake. */
  warmUp: readonly string[];
}

export interface Entry {
  name: string;
  command: Command;
  /** Folder of the model, for the sizes in its config.json. */
  model: string;
}

export interface Runner extends Entry {
  child: Child<Greeting>;
  /** Tokens that the model reads, by block. */
  tokens: number[];
  /** By block. */
  seconds: number[];
  /** By query. */
  milliseconds: number[];
}

/** Starts a contestant and lets it warm up. */
export async function start(entry: Entry, { blocks, warmUp }: Course): Promise<Runner> {
  const tokens = await countTokens(entry.command, blocks);
  const child = await Child.start<Greeting>(entry.command);
  await child.ask({ query: warmUp });
  return { ...entry, child, tokens, seconds: [], milliseconds: [] };
}

/**
 * One at a time; each round begins with the next contestant.
 * @param afterRound What else belongs into the same run.
 */
export async function race(
  runners: readonly Runner[],
  { blocks, queries, warmUp }: Course,
  afterRound: () => Promise<void>,
): Promise<void> {
  for (const [round, block] of blocks.entries()) {
    const [from, to] = [round, round + 1].map((i) => Math.round((i * queries.length) / blocks.length));
    for (const runner of rotated(runners, round)) {
      await runner.child.ask({ embed: warmUp });
      runner.seconds.push((await runner.child.ask<EmbedAnswer>({ embed: block })).seconds);
      runner.milliseconds.push(...(await runner.child.ask<QueryAnswer>({ query: queries.slice(from, to) })).milliseconds);
    }
    await afterRound();
    console.error(`round ${round + 1} of ${blocks.length}`);
  }
}

/** In a process of its own, so that a tokeniser loaded for counting is in nobody's memory. */
async function countTokens(command: Command, blocks: readonly string[][]): Promise<number[]> {
  const child = await Child.start<Greeting>(command);
  const counts: number[] = [];
  for (const block of blocks) {
    const { tokens } = await child.ask<TokensAnswer>({ tokens: block });
    counts.push(tokens.reduce((sum, count) => sum + count, 0));
  }
  await child.close();
  return counts;
}
