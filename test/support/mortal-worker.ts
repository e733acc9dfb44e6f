import { appendFileSync, readFileSync } from 'node:fs';
import { Encoder } from '../../src/embedding/local/encoder.js';

/**
 * The real embedding worker, which dies when it is at a text that contains `deadly`, as often as
 * DEATHS says. They are counted in DEATHS_FILE, since a thread that has died remembers nothing.
 */
const { DEATHS = '0', DEATHS_FILE = '' } = process.env;

const encode = Encoder.prototype.encode;
Encoder.prototype.encode = async function (this: Encoder, ...[texts, role]: Parameters<typeof encode>) {
  if (texts.some((text) => text.includes('deadly')) && readFileSync(DEATHS_FILE, 'utf8').length < Number(DEATHS)) {
    appendFileSync(DEATHS_FILE, 'x');
    process.exit(7);
  }
  return encode.call(this, texts, role);
};

await import('../../src/embedding/local/embedding-worker.js');
