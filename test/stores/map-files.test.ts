import { join } from 'node:path';
import { MapFiles } from '../../src/stores/files/derived/map-files.js';
import { temporaryFolder } from '../support/temporary.js';
import { describeMapStore } from './map-store-contract.js';

describeMapStore('a pair of files', async () => {
  const path = join(await temporaryFolder(), 'topics', 'map.bin');
  return [new MapFiles(path), new MapFiles(path)];
});
