/**
 * Readers' profiles at size: `node build/bench/profiles.js [PROFILES [EVENTS]]`, of so many events each (default 10,000 of 1,000:
 * 1.3 GB in the folder for temporary files). The files have just been written, so the system still has them in memory.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { percentile } from '../src/evaluate/metrics.js';
import type { ProfileEvent } from '../src/profile/event.js';
import { byTime, type Profile } from '../src/profile/profile.js';
import { writeProfile } from '../src/profile/write-profile.js';
import { ProfileFiles } from '../src/stores/files/profile-files.js';
import { machine, table } from './support/machine.js';
import { seededOrder } from './support/seeded.js';
import { temporaryFolder } from './support/temporary.js';

const [profiles, events] = [Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 1_000)];
const [MOST, APPENDS, PAGES] = [1_000, 500, 20];
const BEGIN = Date.parse('2024-01-01T00:00:00Z');

const home = temporaryFolder();
const names = Array.from({ length: profiles }, (_, i) => `reader-${String(i).padStart(5, '0')}`);
const template = writeProfile(profileNamed('NAME'));
mkdirSync(join(home, 'profiles'));
for (const name of names) writeFileSync(join(home, 'profiles', `${name}.json`), template.replace('NAME', name));

const order = seededOrder(names, 'profiles', (name) => name);
const some = order.slice(0, MOST);
const [favourite = ''] = order;
const rows: (string | number)[][] = [];
const store = await ProfileFiles.open(home);

await measure('open', some, (name) => store.read(name));
await measure('open again, unchanged', repeated(MOST, favourite), (name) => store.read(name));
await measure('append an event, profile not in memory', order.slice(0, APPENDS), like);
await measure('append an event, profile in memory', repeated(APPENDS, favourite), like);
await measure('merge: half of the events are new', order.slice(0, APPENDS), (name) => store.merge(profileNamed(name, events / 2)));
await measure(
  'create',
  Array.from({ length: APPENDS }, (_, i) => `new-${i}`),
  (name) => store.create(name),
);
await measure('say that there is none', repeated(PAGES, 'reader-x0001'), (name) => store.read(name).catch(() => undefined));
// Each from a place of its own; whatever was read above is known already, a tenth.
const places = seededOrder(names, 'pages', (name) => name).slice(0, PAGES);
await measure('list a page of 50', places, (after) => store.list({ limit: 50, after }));
await measure('list a page of 50 again', places, (after) => store.list({ limit: 50, after }));
await measure('list a page of 1,000', places, (after) => store.list({ limit: 1_000, after }));
await measure('list a page of 1,000 again', repeated(PAGES, ''), (after) => store.list({ limit: 1_000, after }));
await store.close();

console.log(`${machine()}\n\n${profiles} profiles of ${events} events, ${Math.round(template.length / 1_000)} KB each\n`);
console.log(table(['', 'times', 'median', 'p99', 'slowest'], rows));

async function measure<T>(what: string, items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (const item of items) {
    const begun = performance.now();
    await work(item);
    times.push(performance.now() - begun);
  }
  rows.push([
    what,
    items.length,
    ...[percentile(times, 0.5), percentile(times, 0.99), Math.max(...times)].map((time) => `${time.toFixed(2)} ms`),
  ]);
}

function like(name: string): Promise<Profile> {
  return store.append(name, [{ kind: 'like', papers: ['arxiv:2401.00001'] }]);
}

function repeated<T>(times: number, item: T): T[] {
  return Array.from({ length: times }, () => item);
}

/** Nine papers that were seen to one that is liked, an hour apart. */
function profileNamed(name: string, count = events): Profile {
  const paper = (i: number) => `arxiv:24${String(1 + (i % 12)).padStart(2, '0')}.${String(i % 100_000).padStart(5, '0')}`;
  const done = Array.from({ length: count }, (_, i): ProfileEvent => {
    const at = new Date(BEGIN + i * 3_600_000).toISOString();
    if (i % 10 === 0) return { kind: 'like', papers: [paper(i)], id: randomUUID(), at };
    return { kind: 'seen', papers: [paper(i)], id: randomUUID(), at };
  });
  return { paperkin: 'profile/1', name, created: new Date(BEGIN).toISOString(), events: done.sort(byTime) };
}
