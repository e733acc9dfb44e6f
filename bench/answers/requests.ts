import type { Asker } from './asker.js';
import { knownBefore } from './papers.js';
import { askForFaults } from './requests/faults.js';
import { askForMap } from './requests/map.js';
import { askForPages } from './requests/pages.js';
import { askForPapers } from './requests/papers.js';
import { askForReaders } from './requests/readers.js';
import { askForSearch } from './requests/search.js';
import { askForSimilar } from './requests/similar.js';
import { askForTopics } from './requests/topics.js';
import { writeNamedTopics } from './requests/write-named-topics.js';
import { writePapers } from './requests/write-papers.js';
import { writeReaders } from './requests/write-readers.js';
import { writeTopics } from './requests/write-topics.js';

/**
 * All requests, always in this order: first what reads, then what writes to readers, to named topics, to topics and the map, and last
 * to papers, so that nothing is asked while something goes on in the background that it could see half done.
 */
export async function askAll(ask: Asker): Promise<void> {
  const known = await knownBefore(ask);
  await askForPapers(ask, known);
  await askForSimilar(ask, known);
  await askForSearch(ask, known);
  await askForReaders(ask, known);
  await askForTopics(ask, known);
  await askForMap(ask);
  await askForPages(ask, known);
  await askForFaults(ask);
  await writeReaders(ask, known);
  await writeNamedTopics(ask, known);
  await writeTopics(ask, known);
  await writePapers(ask, known);
}
