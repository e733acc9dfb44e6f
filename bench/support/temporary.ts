import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEnd } from './endings.js';

/** A folder that is gone when this process ends, however it ends. On another disk by TMPDIR. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperkin-bench-'));
  // A process that has just been killed may still be writing there.
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  return folder;
}
