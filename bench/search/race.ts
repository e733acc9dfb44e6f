/** The interleaved run: contestants take turns at each question, so that what else the machine does is shared by all. */
import { Child, type Command } from '../support/child.js';
import { peakMegabytes } from '../support/process.js';
import { rotated } from '../support/turns.js';
import type { Question } from './benchmarks.js';
import type { Greeting, Turn, TurnAnswer } from './contestant.js';

export interface Entry {
  name: string;
  command: Command;
}

export interface Runner {
  name: string;
  ask(turn: Turn): Promise<TurnAnswer>;
  /** Highest resident memory of its processes so far, MB. */
  peakMegabytes(): number;
  close(): Promise<void>;
}

/** By question, in the order asked. */
export interface Line {
  ranked: string[][];
  milliseconds: number[];
}

/** Lets a contestant take in the corpus, with no other at work; a sentence where it cannot take part. */
export async function start({ name, command }: Entry): Promise<Runner | string> {
  const child = await Child.start<Greeting>(command);
  const { greeting } = child;
  if ('absent' in greeting) {
    await child.close();
    return greeting.absent;
  }
  return {
    name,
    ask: (turn) => child.ask<TurnAnswer>(turn),
    peakMegabytes: () => child.peakMegabytes() + greeting.servers.reduce((sum, pid) => sum + peakMegabytes(pid), 0),
    close: () => child.close(),
  };
}

/** @param warmUp Asked first and untimed: what is loaded with the first question is in nobody's figures. */
export async function race(
  runners: readonly Runner[],
  questions: readonly Question[],
  warmUp: readonly Question[],
  k: number,
): Promise<Map<Runner, Line>> {
  for (const { ask } of warmUp) for (const runner of runners) await runner.ask({ ask, k });
  const lines = new Map<Runner, Line>(runners.map((runner) => [runner, { ranked: [], milliseconds: [] }]));
  for (const [round, { ask }] of questions.entries()) {
    for (const runner of rotated(runners, round)) {
      const answer = await runner.ask({ ask, k });
      lines.get(runner)?.ranked.push(answer.ids);
      lines.get(runner)?.milliseconds.push(answer.milliseconds);
    }
  }
  return lines;
}
