import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { finished, startCli } from './cli.js';
import { type Committed, committed, type Evidence } from './witness.js';

const NOTHING: Committed = { records: 0, papers: 0, vectors: 0 };
/** How often is looked what is committed, in milliseconds. */
const LOOK = 50;

/**
 * Kills an import after so many milliseconds. `seen` is the last that this process saw committed before; the
 * import is `killed` unless it was faster.
 */
export async function killAfter(
  args: readonly string[],
  home: string,
  milliseconds: number,
): Promise<{ seen: Committed; killed: boolean }> {
  const child = startCli([...args, '--quiet'], { home });
  const end = finished(child);
  const deadline = performance.now() + milliseconds;
  let seen = NOTHING;
  for (;;) {
    await pause(Math.max(0, Math.min(LOOK, deadline - performance.now())));
    seen = committed(home) ?? seen;
    if (performance.now() >= deadline || child.exitCode !== null) break;
  }
  child.kill('SIGKILL');
  return { seen, killed: (await end).signal === 'SIGKILL' };
}

/**
 * What holds after every kill. A home that has no database yet has acknowledged nothing.
 * @param all how many records an earlier import read to its end, where there was one
 * @throws AssertionError
 */
export function assertSound(found: Evidence | undefined, seen: Committed, all?: number): void {
  assert.equal(found?.integrity ?? 'ok', 'ok');
  const records = found?.checkpoint?.report.read ?? 0;
  if (all === undefined) assert.ok(records >= seen.records, `${records} records are there, ${seen.records} were acknowledged`);
  const [papers, vectors] = [found?.papers.length ?? 0, found?.vectors.size ?? 0];
  assert.ok(papers >= seen.papers, `${papers} papers are there, ${seen.papers} were acknowledged`);
  assert.ok(vectors >= seen.vectors, `${vectors} vectors are there, ${seen.vectors} were acknowledged`);
  if (all === undefined) assert.equal(papers, found?.checkpoint?.report.new ?? 0, 'papers and checkpoint agree');
}

/** One record in 500 is broken, and one is taken with a note; some come again: alike, with another abstract, or as the published version. */
export function recordLine(i: number): string {
  if (i % 500 === 3) return `{"broken": ${i}`;
  const again = i % 50 === 7 || i % 50 === 9 || i % 50 === 11;
  const work = again ? i - 1 : i;
  return JSON.stringify({
    id: i % 50 === 7 ? `10.1234/work.${work}` : `2401.${String(work).padStart(5, '0')}`,
    title: `Invented work number ${work} of a great many`,
    abstract: `It is about ${work}.`.repeat(1 + (work % 9) + (i % 50 === 9 ? 3 : 0)),
    authors: ['Ada Author', 'Ben Author'],
    // A list of references, which is noted.
    ...(i % 500 === 4 && { link: '2402.00001 2402.00002' }),
  });
}
