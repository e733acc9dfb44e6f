/** A child's end of the conversation with the benchmark: one JSON object a line, see {@link Child}. */
import { createInterface } from 'node:readline';

/** Greets, then answers each line of stdin, one at a time, until it ends. */
export async function answerLines<Question>(greeting: unknown, answer: (question: Question) => Promise<unknown>): Promise<void> {
  say(greeting);
  for await (const line of createInterface({ input: process.stdin })) say(await answer(JSON.parse(line) as Question));
}

/** How long a piece of work takes: clocks run in the child, so that pipes and JSON are in nobody's figures. */
export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function say(message: unknown): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
