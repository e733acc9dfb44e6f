import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';

const CLI = join(PACKAGE_ROOT, 'build', 'src', 'cli', 'main.js');

export interface Finished {
  stdout: string;
  seconds: number;
  /** Highest resident memory of the process with all its threads, MB. Read from /proc, so Linux only. */
  peakMegabytes: number;
}

/** Runs the command line to its end and measures the process from outside. */
export async function runCli(args: readonly string[], input?: NodeJS.ReadableStream): Promise<Finished> {
  return finish(startCli(args), `paperkin ${args.join(' ')}`, input);
}

/** The same with any program. */
export function runToEnd([program, ...args]: readonly [program: string, ...args: string[]]): Promise<Finished> {
  return finish(spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] }), program);
}

async function finish(child: ChildProcess, name: string, input?: NodeJS.ReadableStream): Promise<Finished> {
  const begun = performance.now();
  if (input && child.stdin) input.pipe(child.stdin);
  const memory = watchMemory(child);
  const [stdout, code] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    new Promise((resolve) => child.once('close', resolve)),
  ]);
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  return { stdout, seconds: (performance.now() - begun) / 1_000, peakMegabytes: memory() };
}

/**
 * @param stderr `pipe` for those who read its progress.
 * @param command of another version.
 */
export function startCli(args: readonly string[], stderr: 'inherit' | 'pipe' = 'inherit', command = CLI): ChildProcess {
  return spawn(process.execPath, [command, ...args], { stdio: ['pipe', 'pipe', stderr] });
}

/** Looks at a process's high-water mark until it ends; gives the last one in MB. */
export function watchMemory(child: ChildProcess): () => number {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, peakMegabytes(child.pid));
  };
  const timer = setInterval(look, 200);
  child.once('exit', () => clearInterval(timer));
  return () => {
    look();
    return peak;
  };
}

/** Highest resident memory of a process so far, MB; 0 once it has ended. Read from /proc, so Linux only. */
export function peakMegabytes(pid: number | undefined): number {
  const file = `/proc/${pid}/status`;
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) / 1_024);
  } catch {
    return 0;
  }
}

/** Time of all its threads on processors so far, in seconds; 0 once it has ended. Read from /proc, so Linux only. */
export function cpuSeconds(pid: number | undefined): number {
  try {
    // The name, in brackets, may have spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  } catch {
    return 0;
  }
}

/** USER_HZ, which is 100 on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;
