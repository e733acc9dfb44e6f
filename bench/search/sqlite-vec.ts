/** Contestant: sqlite-vec, an exact scan inside SQLite, with the vectors of our model. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { load } from 'sqlite-vec';
import { Absent, type Contestant, serve } from './contestant.js';
import { readEmbedded } from './papers.js';
import { openQuestionEmbedder } from './question-embedder.js';

await serve(async (folder): Promise<Contestant> => {
  const scratch = await mkdtemp(join(folder, 'sqlite-vec-'));
  const db = new Database(join(scratch, 'papers.db'));
  try {
    load(db);
  } catch (cause) {
    throw new Absent(`sqlite-vec has no build for this machine (${cause})`);
  }
  const embedder = await openQuestionEmbedder();
  db.exec(`CREATE VIRTUAL TABLE vectors USING vec0(vector float[${embedder.dimensions}] distance_metric=cosine)`);
  const insert = db.prepare<[bigint, Float32Array]>('INSERT INTO vectors (rowid, vector) VALUES (?, ?)');
  const ids: string[] = [];
  db.exec('BEGIN');
  for await (const { id, vector } of readEmbedded(folder, embedder.dimensions)) {
    insert.run(BigInt(ids.length), vector);
    ids.push(id);
  }
  db.exec('COMMIT');
  const rows = new Map(ids.map((id, row) => [id, row]));
  const scan = db.prepare<[Float32Array | Buffer, number], number>('SELECT rowid FROM vectors WHERE vector MATCH ? AND k = ?').pluck();
  const vectorOf = db.prepare<[number], Buffer>('SELECT vector FROM vectors WHERE rowid = ?').pluck();
  const nearest = (vector: Float32Array | Buffer, k: number) => scan.all(vector, k).map((row) => ids[row] ?? '');
  return {
    search: async (question, k) => nearest(await embedder.embed(question), k),
    similar: async (id, k) => nearest(vectorOf.get(rows.get(id) ?? -1) ?? Buffer.alloc(0), k),
    async close() {
      await embedder.close();
      db.close();
      await rm(scratch, { recursive: true, force: true });
    },
  };
});
