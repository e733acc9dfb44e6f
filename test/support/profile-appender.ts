import { writeSync } from 'node:fs';
import { ProfileFiles } from '../../src/stores/files/profile-files.js';

/**
 * A process that adds events to a profile, one after the other, and says of each that it is on disk. The text of
 * an event is the name of the process and a number.
 */
const [, , home = '', profile = '', name = '', count = '0'] = process.argv;

const store = await ProfileFiles.open(home);
for (let i = 0; i < Number(count); i++) {
  await store.append(profile, [{ kind: 'about', text: `${name} ${i}` }]);
  // Not by a stream, which could keep it back.
  writeSync(1, `${name} ${i}\n`);
}
await store.close();
