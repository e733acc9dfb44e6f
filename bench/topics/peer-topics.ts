import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pythonCommand } from '../support/child.js';

const run = promisify(execFile);
const MOST_OUTPUT = 2 ** 28;

export type PeerMethod = 'kmeans' | 'bertopic' | 'bertopic-kmeans';

export interface PeerTopics {
  /** The topic of each paper; -1: none. */
  groups: number[];
  /** The heaviest words of each topic. */
  words: string[][];
}

/** @param folder With what `writePlainFiles` writes. */
export async function peerTopics(python: string, method: PeerMethod, folder: string, topics: number, seed: number): Promise<PeerTopics> {
  const [program, ...args] = pythonCommand(python, 'peers/topics.py', method, folder, `${topics}`, `${seed}`);
  const { stdout } = await run(program, args, { maxBuffer: MOST_OUTPUT });
  // Libraries print warnings before.
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as PeerTopics;
}
