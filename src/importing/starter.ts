import { join } from 'node:path';
import { PACKAGE_ROOT } from '../files/package-root.js';

/** The corpus that ships: facts about real papers, each with a summary in our own words. */
export const STARTER_CORPUS = join(PACKAGE_ROOT, 'data', 'starter.jsonl');
