import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { openEngine } from '../../src/open.js';
import { zstdLines } from '../support/shared.js';
import { temporaryFolder } from '../support/temporary.js';

/** A folder of data with all records of some files that are wanted, embedded and indexed; gone when this process ends. */
export async function buildHome(files: readonly string[], isWanted: (record: { id?: string }) => boolean): Promise<string> {
  const home = temporaryFolder();
  const records = join(home, 'wanted.jsonl');
  const out = createWriteStream(records);
  for (const file of files) for await (const line of zstdLines(file)) if (isWanted(JSON.parse(line))) out.write(`${line}\n`);
  await finished(out.end());
  console.error('embedding the papers');
  const engine = await openEngine({ home });
  await engine.importPapers({ path: records });
  await engine.close();
  return home;
}
