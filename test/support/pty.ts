import { spawn, spawnSync } from 'node:child_process';
import { CLI } from './cli.js';

/** Said by a test that needs a terminal where util-linux's `script`, which makes one, is missing. */
export const NO_PTY = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux')
  ? false
  : 'needs script of util-linux';

/** Runs a command line on a real terminal of so many columns; gives all that it wrote there, both streams mixed. */
export function runOnTerminal(args: readonly string[], home: string, columns: number, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const quoted = [process.execPath, CLI, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const child = spawn('script', ['-qec', `stty cols ${columns}; exec ${quoted}`, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm', PAPERKIN_HOME: home, NO_COLOR: '', ...env },
  });
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve(written.replaceAll('\r\n', '\n')));
  });
}
