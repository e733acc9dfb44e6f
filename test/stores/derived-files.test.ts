import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CalibrationFile } from '../../src/stores/files/derived/calibration-file.js';
import { NamedPapersFiles } from '../../src/stores/files/derived/named-papers-files.js';
import { TermTrendsFile } from '../../src/stores/files/derived/term-trends-file.js';
import { temporaryFolder } from '../support/temporary.js';
import { describeCalibrationStore } from './calibration-store-contract.js';
import { describeNamedPapersStore } from './named-papers-store-contract.js';
import { describeTermTrendsStore } from './term-trends-store-contract.js';

/** The same file in a folder that is not there yet, opened twice; damage is a digit that is another one. */
async function opened<Store>(open: (path: string) => Store) {
  const path = join(await temporaryFolder(), 'made', 'n1.json');
  const stores: [Store, Store] = [open(path), open(path)];
  const damage = async () => writeFile(path, (await readFile(path, 'utf8')).replace(/[1-8]/, '9'));
  return { stores, damage };
}

describeCalibrationStore('a file', () => opened((path) => new CalibrationFile(path)));
describeTermTrendsStore('a file', () => opened((path) => new TermTrendsFile(path)));
describeNamedPapersStore('a folder', () => opened((path) => new NamedPapersFiles(join(path, '..'))));
