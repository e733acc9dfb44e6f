import { writeSync } from 'node:fs';
import { derivedFile, editableFile, numbersOf } from './json-files.js';

/** A process that writes one version after the other of two files of so many numbers, and says of each that it is on disk. */
const [, , folder = '', count = '0'] = process.argv;

for (let version = 1; ; version++) {
  const numbers = numbersOf(version, Number(count));
  await Promise.all([editableFile(folder).write(numbers), derivedFile(folder).write(numbers)]);
  // Not by a stream, which could keep it back.
  writeSync(1, `${version}\n`);
}
