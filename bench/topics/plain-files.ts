import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes what `peers/topics.py` reads: rows of float32, and a line of words a paper. */
export async function writePlainFiles(
  folder: string,
  vectors: readonly Float32Array[],
  documents: readonly (readonly string[])[],
): Promise<void> {
  await writeFile(
    join(folder, 'vectors.f32'),
    Buffer.concat(vectors.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength))),
  );
  await writeFile(join(folder, 'documents.txt'), documents.map((words) => `${words.join(' ')}\n`).join(''));
}
