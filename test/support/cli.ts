import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';

/** The compiled command, as `bin` names it. */
export const CLI = join(PACKAGE_ROOT, 'build', 'src', 'cli', 'main.js');

export interface Finished {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface CliOptions {
  /** PAPERKIN_HOME of the process. */
  home: string;
  stdin?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs a command line as a process of its own, to its end. */
export function runCli(args: readonly string[], options: CliOptions): Promise<Finished> {
  const child = startCli(args, options);
  child.stdin?.end(options.stdin ?? '');
  return finished(child);
}

/** Starts a command line and leaves it running; its standard input stays open. */
export function startCli(args: readonly string[], { home, env = {} }: CliOptions): ChildProcess {
  return spawn(process.execPath, [CLI, ...args], { env: { ...process.env, PAPERKIN_HOME: home, NO_COLOR: '', ...env } });
}

export function finished(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin?.on('error', () => undefined);
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr })));
}

/** Resolves with the output once it contains what is waited for; rejects after 30 s, or when the stream ends without it. */
export function output(stream: NodeJS.ReadableStream | null, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const fail = () => reject(new Error(`waited for ${pattern}, saw: ${seen}`));
    const timer = setTimeout(fail, 30_000);
    stream?.on('data', (chunk: Buffer | string) => {
      seen += String(chunk);
      if (!pattern.test(seen)) return;
      clearTimeout(timer);
      resolve(seen);
    });
    stream?.once('end', () => {
      clearTimeout(timer);
      fail();
    });
  });
}
