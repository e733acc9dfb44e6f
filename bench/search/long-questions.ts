/**
 * Long questions in plain English, made of real papers by a rule: people describe a problem in
 * their own words, and look for the paper that deals with it.
 *
 * The corpus is 20,000 papers of 2026, which the bundled model has not seen in training, each with
 * its title and its abstract *without the first two sentences*. A question is these two sentences,
 * when they are plain: 25 to 60 words, all of lower case but for the first, so without names,
 * acronyms, numbers, formulas and parentheses; and not of the authors' own work (we, our, this
 * paper), so that they say what the problem is and not how it was solved. One paper is relevant:
 * the one that they were taken from.
 *
 * Limits. Both sides are by the same hand, so question and paper share more words than they would
 * if a stranger asked. Openings can be general ("… remains a challenge"), and then papers that are
 * not judged answer as well: figures are for comparing, none can be perfect. A scholar's problem
 * statement is more careful English than most people type.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cleanAbstract, cleanLine } from '../../src/paper/text.js';
import { seededOrder } from '../support/seeded.js';
import { requireShared, zstdLines } from '../support/shared.js';

/** Another seed, other papers and questions. */
const SEED = 'long questions';
const PAPERS = 20_000;
const QUESTIONS = 500;
const [FEWEST_WORDS, MOST_WORDS] = [25, 60];
const OPENING = 2;
/** What stays must still say what the paper is about. */
const FEWEST_LEFT = 3;

/** A capital, then lower case only, with the punctuation of prose. */
const PLAIN = /^\p{Lu}[\p{Ll}\s,;:'’–—-]*[.?]$/u;
const OWN_WORK = /\b(?:we|our|ours|us|this (?:paper|work|article|study|thesis|survey|letter|report))\b/i;
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

interface RawPaper {
  id: string;
  title: string;
  abstract?: string;
}

interface SplitPaper {
  id: string;
  title: string;
  opening: string[];
  rest: string[];
}

/** Writes the benchmark in BEIR's layout into a new folder under `scratch`; gives its path. */
export async function buildLongQuestions(scratch: string): Promise<string> {
  const folder = await mkdtemp(join(scratch, 'long-questions-'));
  const papers = await choosePapers();
  const asked = papers.filter(({ opening }) => isQuestion(opening)).slice(0, QUESTIONS);
  const lines = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const corpus = join(folder, 'corpus.jsonl');
  await writeFile(corpus, lines(papers.map(({ id, title, rest }) => ({ _id: id, title, text: rest.join(' ') }))));
  await promisify(execFile)('zstd', ['--quiet', '--rm', corpus]);
  await writeFile(join(folder, 'queries.jsonl'), lines(asked.map(({ id, opening }) => ({ _id: id, text: opening.join(' ') }))));
  await writeFile(join(folder, 'qrels.tsv'), `query-id\tcorpus-id\tscore\n${asked.map(({ id }) => `${id}\t${id}\t1\n`).join('')}`);
  return folder;
}

async function choosePapers(): Promise<SplitPaper[]> {
  const raw: RawPaper[] = [];
  for await (const line of zstdLines(requireShared('data', 'arxiv-2026.jsonl.zst'))) raw.push(JSON.parse(line) as RawPaper);
  const papers: SplitPaper[] = [];
  for (const paper of seededOrder(raw, SEED, ({ id }) => id)) {
    const split = splitPaper(paper);
    if (split.rest.length >= FEWEST_LEFT) papers.push(split);
    if (papers.length === PAPERS) break;
  }
  return papers;
}

function splitPaper({ id, title, abstract = '' }: RawPaper): SplitPaper {
  const parts = Array.from(sentences.segment(cleanAbstract(abstract)), ({ segment }) => segment.trim());
  return { id, title: cleanLine(title), opening: parts.slice(0, OPENING), rest: parts.slice(OPENING) };
}

function isQuestion(opening: readonly string[]): boolean {
  const words = opening.join(' ').split(/\s+/).length;
  return words >= FEWEST_WORDS && words <= MOST_WORDS && opening.every((sentence) => PLAIN.test(sentence) && !OWN_WORK.test(sentence));
}
