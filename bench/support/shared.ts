import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';

/** Data and benchmarks lie beside the checkout on the machines that develop Paperkin, and nowhere else. */
const SHARED = join(PACKAGE_ROOT, '..', 'shared');

/** Ends a benchmark politely where its data is not. */
export function requireShared(...path: string[]): string {
  const file = join(SHARED, ...path);
  if (existsSync(file)) return file;
  console.log(`skipped: needs ../shared/${path.join('/')}, which is no part of the repository`);
  process.exit(0);
}

/** Lines of a zstd file, decompressed by the command `zstd`, whose window the files need. */
export async function* zstdLines(file: string, limit = Number.POSITIVE_INFINITY): AsyncGenerator<string> {
  const zstd = spawn('zstd', ['-dc', '--long=27', file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let count = 0;
  for await (const line of createInterface({ input: zstd.stdout, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (count++ >= limit) break;
    yield line;
  }
  zstd.kill();
}

/** Rows of a TSV file with a header, as lists of cells. */
export async function tsvRows(file: string): Promise<string[][]> {
  const [, ...rows] = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return rows.map((row) => row.split('\t'));
}
