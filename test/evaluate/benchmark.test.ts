import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { PaperkinError } from '../../src/errors.js';
import { readBenchmark } from '../../src/evaluate/benchmark.js';
import { type Files, folderWith, JUDGED_QUESTIONS, JUDGED_READERS, judgements } from '../support/benchmark.js';
import { openTestEngine } from '../support/engine.js';

async function problemOf(files: Files): Promise<string> {
  const folder = await folderWith(files);
  const error: unknown = await readBenchmark(folder).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof PaperkinError, String(error));
  assert.equal(error.code, 'FILE_UNREADABLE');
  return error.message.replace(folder, '…');
}

describe('a folder of judged questions', () => {
  it('has papers, and asks that are words, readers, or papers of it', async () => {
    const folder = await folderWith({
      'corpus.jsonl': [{ _id: 'a', title: 'A', text: 'a' }],
      'queries.jsonl': '{"_id": 1, "text": "what is a"}\r\n\r\n',
      'profiles.jsonl': [{ _id: 'reader', liked: ['b', 'c'] }],
      'qrels.tsv': judgements(['1', 'a', 'b', 'a'], ['reader', 'a'], ['a', 'b']).concat('1\tc\t0\n'),
    });
    const { name, corpus, ids, asks } = await readBenchmark(folder);
    assert.deepEqual([join(folder, '..', name), corpus, ids], [folder, join(folder, 'corpus.jsonl'), []]);
    assert.deepEqual(asks, [
      { id: '1', text: 'what is a', relevant: ['a', 'b'] },
      { id: 'reader', liked: ['b', 'c'], relevant: ['a'] },
      { id: 'a', relevant: ['b'] },
    ]);
  });

  it('may name papers that are here already, and have other judgements beside its own', async () => {
    const folder = await folderWith({ 'corpus.ids': 'a\nb\n', 'qrels.tsv': '', 'more.tsv': judgements(['a', 'b']) });
    assert.deepEqual(await readBenchmark(folder, 'more.tsv'), { ...(await readBenchmark(folder)), asks: [{ id: 'a', relevant: ['b'] }] });
    assert.deepEqual((await readBenchmark(folder)).ids, ['a', 'b']);
  });

  it('tells what is missing, and in which line it is damaged', async () => {
    assert.equal(await problemOf({ 'corpus.ids': 'a' }), '"…/qrels.tsv" does not exist.');
    assert.equal(await problemOf({ 'qrels.tsv': '' }), '"…/corpus.ids" does not exist.');
    const whole = { 'corpus.ids': 'a', 'qrels.tsv': judgements(['a', 'b']) };
    assert.match(
      await problemOf({ ...whole, 'qrels.tsv': 'q\td\ts\na b 1\n' }),
      /^qrels\.tsv, line 2: is not a question, a paper and a score/,
    );
    assert.equal(await problemOf({ ...whole, 'queries.jsonl': '{"_id":"a"' }), 'queries.jsonl, line 1: is not JSON.');
    assert.match(await problemOf({ ...whole, 'queries.jsonl': '{"_id":"a"}' }), /^queries\.jsonl, line 1: text: /);
    assert.match(await problemOf({ ...whole, 'profiles.jsonl': '\n{"_id":"a","liked":[]}' }), /^profiles\.jsonl, line 2: liked: /);
    await assert.rejects(readBenchmark('nowhere'), /"nowhere" does not exist/);
  });
});

describe('a benchmark of what is here', async () => {
  const { engine } = await openTestEngine();
  after(() => engine.close());

  it('compares the picks for its readers with those of simpler ways', async () => {
    const benchmark = await readBenchmark(await folderWith(JUDGED_READERS));
    const evaluation = await engine.evaluator.benchmark(benchmark);
    const { asks, asked, left, papers, missing, comparisons, diversity, coverage, finished } = evaluation;
    assert.deepEqual([asks, asked, left, papers, missing, finished], ['readers', 2, 0, 30, 1, true]);
    const row = (measure: string, baseline: string) => comparisons.find((one) => one.measure === measure && one.baseline === baseline);
    assert.equal(comparisons.length, 6);
    assert.ok((row('nDCG@20', 'newest first')?.ours.value ?? 0) > 0.99, 'subjects as different as these are told apart');
    assert.ok((row('nDCG@20', 'newest first')?.difference.low ?? 0) > 0.2);
    assert.equal(row('recall@100', 'one mean vector')?.ours.value, 1);
    assert.ok(diversity > 0 && diversity < 1 && coverage > 0.5);
  });

  it('says when none of its papers are here, and stops when told to', async () => {
    const isQuery = await readBenchmark(
      await folderWith({ 'corpus.ids': '2609.00001\n', 'qrels.tsv': judgements(['2609.00001', '2609.00002']) }),
    );
    await assert.rejects(engine.evaluator.benchmark(isQuery), /none can be asked: their papers are not here/);
    const questions = await readBenchmark(await folderWith(JUDGED_QUESTIONS));
    await assert.rejects(engine.evaluator.benchmark(questions, { signal: AbortSignal.abort() }), { code: 'INTERRUPTED' });
    const readers = await readBenchmark(await folderWith(JUDGED_READERS));
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }) => done === 1 && stop.abort();
    const { asked, finished, comparisons } = await engine.evaluator.benchmark(readers, { signal: stop.signal, onProgress });
    assert.deepEqual([asked, finished, comparisons.length], [1, false, 6]);
  });
});
