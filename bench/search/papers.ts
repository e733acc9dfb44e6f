/** What a contestant reads of the corpus, row by row, so that files as such are in nobody's memory. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface PaperText {
  id: string;
  title: string;
  abstract: string;
}

export interface EmbeddedPaper extends PaperText {
  /** Of unit length, by the bundled model. */
  vector: Float32Array;
}

/** The files of a corpus: Paperkin's data folder, and the same papers and their vectors as JSON lines and rows of float32. */
export function filesOf(folder: string): { home: string; records: string; papers: string; vectors: string } {
  const [home = '', records = '', papers = '', vectors = ''] = ['home', 'records.jsonl', 'papers.jsonl', 'vectors.f32'].map((name) =>
    join(folder, name),
  );
  return { home, records, papers, vectors };
}

export async function* readPapers(folder: string): AsyncGenerator<PaperText> {
  const lines = createInterface({ input: createReadStream(filesOf(folder).papers), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) yield JSON.parse(line) as PaperText;
}

export async function* readEmbedded(folder: string, dimensions: number): AsyncGenerator<EmbeddedPaper> {
  const file = await open(filesOf(folder).vectors);
  for await (const paper of readPapers(folder)) {
    const vector = new Float32Array(dimensions);
    await file.read(new Uint8Array(vector.buffer));
    yield { ...paper, vector };
  }
  await file.close();
}
