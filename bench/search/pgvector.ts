/**
 * Contestant: pgvector's HNSW index in a private Postgres, with the vectors of our model.
 * `pgvector.js CORPUS-FOLDER PROGRAMS`, where PROGRAMS is the folder of `initdb`. Its memory is that
 * of the client and of the backend that answers it, shared buffers included.
 */
import pg from 'pg';
import { Absent, type Contestant, serve } from './contestant.js';
import { readEmbedded } from './papers.js';
import { startPostgres } from './postgres.js';
import { openQuestionEmbedder, type QuestionEmbedder } from './question-embedder.js';

/** As wide as hnswlib's here, so that both look at as many candidates; m 16 and ef_construction 64 are the defaults. */
const EF = 100;
const ROWS = 500;

await serve(async (folder, programs): Promise<Contestant> => {
  if (!programs) throw new Absent('no Postgres here; --postgres names the folder of its programs');
  const server = await startPostgres(programs);
  const client = new pg.Client({ host: server.socket, user: 'postgres', database: 'postgres' });
  const embedder = await openQuestionEmbedder();
  const close = async () => {
    await embedder.close();
    await client.end();
    await server.stop();
  };
  try {
    await client.connect();
    await takeIn(client, folder, embedder);
  } catch (error) {
    await close();
    throw error;
  }
  const backend = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const ids = async (name: string, text: string, values: unknown[]) =>
    (await client.query<{ id: string }>({ name, text, values })).rows.map(({ id }) => id);
  return {
    search: async (question, k) =>
      ids('search', 'SELECT id FROM papers ORDER BY vector <=> $1 LIMIT $2', [JSON.stringify([...(await embedder.embed(question))]), k]),
    similar: (id, k) =>
      ids('similar', 'SELECT id FROM papers ORDER BY vector <=> (SELECT vector FROM papers WHERE id = $1) LIMIT $2', [id, k]),
    servers: backend.rows.map(({ pid }) => pid),
    close,
  };
});

async function takeIn(client: pg.Client, folder: string, { dimensions }: QuestionEmbedder): Promise<void> {
  try {
    await client.query('CREATE EXTENSION vector');
  } catch (cause) {
    throw new Absent(`this Postgres has no pgvector (${cause instanceof Error ? cause.message : cause})`);
  }
  await client.query(`CREATE TABLE papers (id text PRIMARY KEY, vector vector(${dimensions}))`);
  let rows: { id: string; vector: string }[] = [];
  const flush = async () => {
    const values = [rows.map(({ id }) => id), rows.map(({ vector }) => vector)];
    await client.query('INSERT INTO papers SELECT id, vector::vector FROM unnest($1::text[], $2::text[]) AS row (id, vector)', values);
    rows = [];
  };
  for await (const { id, vector } of readEmbedded(folder, dimensions)) {
    rows.push({ id, vector: JSON.stringify([...vector]) });
    if (rows.length === ROWS) await flush();
  }
  await flush();
  await client.query('CREATE INDEX ON papers USING hnsw (vector vector_cosine_ops)');
  await client.query(`SET hnsw.ef_search = ${EF}`);
}
