/** Asks a server over HTTP, in a process of its own so that server and clients share no event loop: see {@link Load}. */
import { Agent, get } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerLines } from '../support/json-lines.js';

export interface Load {
  url: string;
  /** Asked in this order, each by the first client that is free. */
  paths: string[];
  /** How many wait for an answer at the same time, each on a connection that is kept. */
  clients: number;
  /** Nothing is asked any more after this long. Default: all paths are asked. */
  seconds?: number;
  /** What a client waits after an answer, in milliseconds. Default 0. */
  pause?: number;
}

export interface LoadAnswer {
  /** From request to the last byte, in milliseconds, for each path; null where it was not asked or not answered well. */
  times: (number | null)[];
  seconds: number;
  errors: string[];
}

// Whoever started this has gone.
process.stdin.once('end', () => process.exit());
await answerLines({ ready: true }, ask);

async function ask({ url, paths, clients, seconds = Number.POSITIVE_INFINITY, pause = 0 }: Load): Promise<LoadAnswer> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: (number | null)[] = paths.map(() => null);
  const errors: string[] = [];
  const begun = performance.now();
  let next = 0;
  const client = async () => {
    while (next < paths.length && performance.now() - begun < seconds * 1_000) {
      const i = next++;
      const asked = performance.now();
      try {
        const answer = await body(new URL(paths[i] as string, url), agent);
        times[i] = performance.now() - asked;
        if ((JSON.parse(answer) as { results: unknown[] }).results.length === 0) throw new Error('no results');
      } catch (error) {
        times[i] = null;
        errors.push(`${paths[i]}: ${String(error)}`);
      }
      if (pause > 0) await sleep(pause);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
  return { times, seconds: (performance.now() - begun) / 1_000, errors };
}

function body(url: URL, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      text(response).then(
        (read) => (response.statusCode === 200 ? resolve(read) : reject(new Error(`${response.statusCode} ${read}`))),
        reject,
      );
    });
    request.on('error', reject);
  });
}
