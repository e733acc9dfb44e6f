import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { codeOf, PaperkinError, refusedBySystem } from '../errors.js';
import { parseJson } from '../input/parse-json.js';

/**
 * A folder of judged questions in BEIR's layout (Thakur et al., 2021), with two kinds of question more: papers that
 * ask for papers like them, and readers by what they like.
 *
 *     corpus.jsonl   {"_id", "title", "text"} a line; .gz and .zst, too. Or corpus.ids: ids of papers that are here already
 *     queries.jsonl  {"_id", "text"} a line; a question that is in neither file is a paper of the corpus
 *     profiles.jsonl {"_id", "liked": [ids]} a line
 *     qrels.tsv      a header, then question, paper and score (above 0: relevant) a line
 */
export interface Benchmark {
  name: string;
  /** The file of its papers; undefined where it has ids alone. */
  corpus: string | undefined;
  /** What `corpus.ids` names; empty where there is a file of papers. */
  ids: string[];
  /** Those that have judgements, in the order of the judgements. */
  asks: Ask[];
}

export interface Ask {
  id: string;
  /** What asks: words, papers that are liked, or else the paper of this id. */
  text?: string;
  liked?: string[];
  /** Ids of the benchmark. */
  relevant: string[];
}

const CORPORA = ['corpus.jsonl', 'corpus.jsonl.gz', 'corpus.jsonl.zst'];
const JUDGEMENTS = 'qrels.tsv';
const LAYOUT = 'A benchmark is a folder with qrels.tsv and corpus.jsonl or corpus.ids; docs/evaluate.md has its layout.';

const id = z.union([z.string().min(1), z.number().transform(String)]);
const querySchema = z.object({ _id: id, text: z.string() });
const readerSchema = z.object({ _id: id, liked: z.array(id).min(1) });

/**
 * @param judgements The file of judgements in the folder.
 * @throws FILE_UNREADABLE with the file and line
 */
export async function readBenchmark(folder: string, judgements = JUDGEMENTS): Promise<Benchmark> {
  await requireFolder(folder);
  const corpus = CORPORA.map((name) => join(folder, name)).find((file) => existsSync(file));
  const [relevant, texts, readers, ids] = await Promise.all([
    readJudgements(join(folder, judgements)),
    readRecords(join(folder, 'queries.jsonl'), querySchema),
    readRecords(join(folder, 'profiles.jsonl'), readerSchema),
    corpus === undefined ? lines(join(folder, 'corpus.ids')) : [],
  ]);
  const asks = [...relevant].map(([query, papers]): Ask => {
    const [text, liked] = [texts.get(query)?.text, readers.get(query)?.liked];
    return { id: query, ...(liked ? { liked } : text !== undefined && { text }), relevant: [...papers] };
  });
  return { name: basename(resolve(folder)), corpus, ids: ids.map(([, line]) => line), asks };
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return;
  const what = found ? 'is no folder' : 'does not exist';
  throw new PaperkinError('FILE_UNREADABLE', `"${folder}" ${what}.`, { value: folder, remedy: LAYOUT });
}

async function readJudgements(file: string): Promise<Map<string, Set<string>>> {
  const relevant = new Map<string, Set<string>>();
  for (const [number, line] of await lines(file)) {
    const [query = '', paper = '', score = ''] = line.split('\t').map((cell) => cell.trim());
    if (number === 1 && Number.isNaN(Number(score))) continue;
    if (query === '' || paper === '' || score === '' || Number.isNaN(Number(score)))
      throw unreadable(file, number, 'is not a question, a paper and a score, with tabs between them');
    if (!(Number(score) > 0)) continue;
    const known = relevant.get(query) ?? new Set();
    relevant.set(query, known.add(paper));
  }
  return relevant;
}

/** Records by their id; none where there is no such file. */
async function readRecords<T extends { _id: string }>(file: string, schema: z.ZodType<T>): Promise<Map<string, T>> {
  const records = new Map<string, T>();
  for (const [number, line] of existsSync(file) ? await lines(file) : []) {
    const { success, data, error } = schema.safeParse(parsed(file, number, line));
    if (!success) {
      const [issue] = error.issues;
      throw unreadable(file, number, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`);
    }
    records.set(data._id, data);
  }
  return records;
}

function parsed(file: string, number: number, line: string): unknown {
  try {
    return parseJson(line);
  } catch {
    throw unreadable(file, number, 'is not JSON');
  }
}

/** The lines of a file that are not blank, each with its number from 1. */
async function lines(file: string): Promise<[number: number, line: string][]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const refused = refusedBySystem(cause, file);
    if (refused) throw refused;
    const reason = codeOf(cause) === 'ENOENT' ? 'does not exist' : `cannot be read (${codeOf(cause)})`;
    throw new PaperkinError('FILE_UNREADABLE', `"${file}" ${reason}.`, { value: file, cause, remedy: LAYOUT });
  });
  const numbered = text.split(/\r?\n/).map((line, i): [number, string] => [i + 1, line]);
  return numbered.filter(([, line]) => line.trim() !== '');
}

function unreadable(file: string, line: number, problem: string): PaperkinError {
  return new PaperkinError('FILE_UNREADABLE', `${basename(file)}, line ${line}: ${problem}.`, { value: file, remedy: 'Fix that line.' });
}
