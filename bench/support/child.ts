/**
 * The benchmark's end of a child process that answers JSON lines: a contestant, or a core that
 * multiplies matrices.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';
import { watchMemory } from './process.js';

/** How to start a child: a program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** One of the compiled files of the folder `bench`, run by this Node. */
export function nodeCommand(file: string, ...args: string[]): Command {
  return [process.execPath, fileURLToPath(new URL(`../${file}`, import.meta.url)), ...args];
}

/** One of the Python files of the folder `bench`, which no compiler copies beside the compiled ones. */
export function pythonCommand(python: string, file: string, ...args: string[]): Command {
  return [python, join(PACKAGE_ROOT, 'bench', file), ...args];
}

export class Child<Greeting> {
  readonly greeting: Greeting;
  /** Highest resident memory so far, MB. */
  readonly peakMegabytes: () => number;
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(started: ChildProcess, lines: AsyncIterator<string>, greeting: Greeting, peakMegabytes: () => number) {
    this.#process = started;
    this.#lines = lines;
    this.greeting = greeting;
    this.peakMegabytes = peakMegabytes;
  }

  /** Starts a child and waits for its first line. */
  static async start<Greeting>([program, ...args]: Command): Promise<Child<Greeting>> {
    // Contestants load ONNX Runtime in ways of their own, and it would report to its maker.
    const env = { ...process.env, ORT_DISABLE_TELEMETRY: '1' };
    const started = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
    // Writing to a child that has died: the answer that never comes tells of it.
    started.stdin.on('error', () => undefined);
    const peakMegabytes = watchMemory(started);
    const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
    return new Child(started, lines, await next<Greeting>(lines, [program, ...args]), peakMegabytes);
  }

  async ask<Answer>(question: unknown): Promise<Answer> {
    this.#process.stdin?.write(`${JSON.stringify(question)}\n`);
    return await next<Answer>(this.#lines, this.#process.spawnargs);
  }

  async close(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    this.#process.stdin?.end();
    if (exitCode === null && signalCode === null) await once(this.#process, 'exit');
  }
}

async function next<Message>(lines: AsyncIterator<string>, command: readonly string[]): Promise<Message> {
  const line = await lines.next();
  if (line.done) throw new Error(`${command.join(' ')} ended before it answered`);
  return JSON.parse(line.value) as Message;
}
