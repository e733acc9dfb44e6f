import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Asker } from './asker.js';

/** What goes on behind an answer with status 202. */
const UPDATES = ['/api/topics/update', '/api/map/update'] as const;
const LOOK_EVERY = 200;
/** Indexes follow the papers within 2 seconds, and lists of readers are looked at every 5 seconds: both have ended after so long, in milliseconds. */
const SETTLED = 12_000;

export async function untilUpdated(ask: Asker, path: (typeof UPDATES)[number]): Promise<Answer> {
  for (;;) {
    const answer = await ask.unrecorded('GET', path);
    if (answer.at('running') !== 'true') return answer;
    await sleep(LOOK_EVERY);
  }
}

/** Until what goes on in the background after papers have come or gone has ended. */
export function untilSettled(): Promise<void> {
  return sleep(SETTLED);
}
