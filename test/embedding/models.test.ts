import assert from 'node:assert/strict';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dot } from '../../src/dense/math.js';
import { findModel, findModels, modelName } from '../../src/embedding/local/find-models.js';
import { describeModel } from '../../src/embedding/local/models.js';
import { EmbedderPool } from '../../src/embedding/local/pool.js';
import { BUNDLED_MODEL } from '../../src/files/package-root.js';
import { ChoiceFile } from '../../src/stores/files/choice-file.js';
import { copyModel, hideSentences } from '../support/model-folder.js';
import { temporaryFolder } from '../support/temporary.js';

const root = await temporaryFolder();
const bundled = await describeModel(BUNDLED_MODEL);

describe('the description of a model', () => {
  it('comes from its own files: size, licence, limits', () => {
    const { name, dimensions, maxTokens, licence, pooling, prefixes, weights } = bundled;
    assert.deepEqual([name, dimensions, maxTokens, licence, pooling], ['paperkin-mini', 256, 256, 'apache-2.0', 'mean']);
    assert.deepEqual(prefixes, { query: '', passage: '' });
    assert.equal(weights, join(BUNDLED_MODEL, 'onnx', 'model_quantized.onnx'));
    assert.ok(bundled.bytes > 8e6 && bundled.bytes < 12e6);
  });

  it('takes pooling, prefixes and length from the files of sentence-transformers', async () => {
    const folder = await copyModel(join(root, 'stated'), {
      '1_Pooling/config.json': { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false },
      'config_sentence_transformers.json': { prompts: { query: 'query: ', document: 'passage: ' } },
      'sentence_bert_config.json': { max_seq_length: 128 },
    });
    const { pooling, prefixes, maxTokens } = await describeModel(folder);
    assert.deepEqual([pooling, prefixes, maxTokens], ['cls', { query: 'query: ', passage: 'passage: ' }, 128]);
  });

  it('lets a person overrule them, which makes it another model', async () => {
    const plain = await describeModel(join(root, 'stated'), { pooling: 'mean', queryPrefix: '', passagePrefix: '' });
    assert.deepEqual([plain.pooling, plain.prefixes], ['mean', { query: '', passage: '' }]);
    const ids = [plain, await describeModel(join(root, 'stated')), await describeModel(join(root, 'stated'), { queryPrefix: 'q' })].map(
      ({ id }) => id,
    );
    assert.equal(new Set(ids).size, 3);
  });

  it('is of one ONNX file where a person names one', async () => {
    const folder = await copyModel(join(root, 'one'));
    await rename(join(folder, 'onnx', 'model_quantized.onnx'), join(folder, 'onnx', 'mine.onnx'));
    await assert.rejects(describeModel(folder), { code: 'MODEL_UNREADABLE', message: /there is no ONNX file in it/ });
    const model = await describeModel(join(folder, 'onnx', 'mine.onnx'));
    assert.deepEqual([model.name, model.folder], ['one', folder]);
    assert.equal(model.id.split('@')[1], bundled.id.split('@')[1]);
  });

  const broken: [what: string, file: string, content: string | undefined, message: RegExp][] = [
    ['no config.json', 'config.json', undefined, /config\.json/],
    ['a config.json that is no JSON', 'config.json', '{', /config\.json/],
    ['a config.json without a width', 'config.json', '{"model_type": "bert"}', /hidden_size/],
    ['no tokeniser', 'tokenizer.json', undefined, /tokenizer\.json/],
    ['a pooling that we have not', '1_Pooling/config.json', '{"pooling_mode_max_tokens": true}', /neither mean nor CLS/],
  ];
  for (const [what, file, content, message] of broken) {
    it(`is refused with the folder and the reason for ${what}`, async () => {
      const folder = await copyModel(join(root, `broken ${what}`), { '1_Pooling/config.json': { pooling_mode_mean_tokens: true } });
      if (content === undefined) await rm(join(folder, file));
      else await writeFile(join(folder, file), content);
      await assert.rejects(describeModel(folder), { code: 'MODEL_UNREADABLE', value: folder, message });
    });
  }

  it('does not promise that the weights load: the first text tells', async () => {
    const folder = await copyModel(join(root, 'torn'));
    await writeFile(join(folder, 'onnx', 'model_quantized.onnx'), 'no network');
    const pool = new EmbedderPool(await describeModel(folder), { workers: 1 });
    await assert.rejects(pool.embed(['x'], { urgent: true }), { code: 'MODEL_UNREADABLE', value: folder });
    await assert.rejects(pool.embed(['x']), { code: 'MODEL_UNREADABLE' });
    await pool.close();
  });
});

describe('the vectors of a model that gives one a token', () => {
  it('are pooled to what the network itself makes of them', async () => {
    const folder = await copyModel(join(root, 'tokens'));
    await hideSentences(folder);
    const texts = ['short', 'KV-cache compression for long contexts', 'a longer text '.repeat(20), '', '🎉 and 中文'];
    const [theirs, ours] = [new EmbedderPool(bundled, { workers: 1 }), new EmbedderPool(await describeModel(folder), { workers: 1 })];
    const [expected, pooled] = [await theirs.embed(texts), await ours.embed(texts)];
    expected.forEach((vector, i) => {
      assert.ok(dot(vector, pooled[i] ?? new Float32Array(256), 0) > 0.99999, `text ${i}`);
    });
    await Promise.all([theirs.close(), ours.close()]);
  });

  it('leave out what pads them, where texts are taken together', async () => {
    const folder = await copyModel(join(root, 'padded'));
    await hideSentences(folder);
    // Under this name the weights pass for fp32, whose texts share batches.
    const weights = join(folder, 'onnx', 'model.onnx');
    await rename(join(folder, 'onnx', 'model_quantized.onnx'), weights);
    const pool = new EmbedderPool(await describeModel(weights), { workers: 1 });
    const texts = ['short', 'KV-cache compression for long contexts', 'a longer text '.repeat(10)];
    const together = await pool.embed(texts);
    for (const [i, text] of texts.entries()) {
      const [alone] = await pool.embed([text]);
      // Batched int8 has its noise; with the padding in the mean it would be far lower.
      assert.ok(dot(together[i] as Float32Array, alone as Float32Array, 0) > 0.99, text);
    }
    await pool.close();
  });

  it('are those of the first token where the model pools by CLS, and differ for what stands before a question', async () => {
    const folder = await copyModel(join(root, 'cls'), {
      '1_Pooling/config.json': { pooling_mode_cls_token: true },
      'config_sentence_transformers.json': { prompts: { query: 'a question about: ' } },
    });
    await hideSentences(folder);
    const pool = new EmbedderPool(await describeModel(folder), { workers: 1 });
    const [passage, marked] = [...(await pool.embed(['x'])), ...(await pool.embed(['a question about: x']))];
    const [query] = await pool.embed(['x'], { role: 'query' });
    assert.ok(dot(query as Float32Array, marked as Float32Array, 0) > 0.99999);
    assert.ok(dot(query as Float32Array, passage as Float32Array, 0) < 0.99);
    await pool.close();
  });
});

describe('the name of a model', () => {
  const places = { folders: [join(root, 'models'), join(root, 'mine')], hubCache: join(root, 'hub') };

  it('finds it in the folders of models and in the cache of the hub, the newest revision there', async () => {
    await copyModel(join(root, 'models', 'first'));
    await copyModel(join(root, 'mine', 'second'));
    const old = await copyModel(join(root, 'hub', 'models--some-lab--third', 'snapshots', 'aaa'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    const newest = await copyModel(join(root, 'hub', 'models--some-lab--third', 'snapshots', 'bbb'));
    await mkdir(join(root, 'mine', 'no-model'));
    assert.deepEqual(findModels(places).map(modelName), ['first', 'second', 'some-lab/third']);
    assert.equal(findModel('second', places), join(root, 'mine', 'second'));
    assert.equal(findModel('some-lab/third', places), newest);
    assert.equal(findModel('third', places), newest);
    assert.equal(findModel(old, places), old);
    assert.equal((await describeModel(newest)).name, 'some-lab/third');
  });

  it('that nobody has is an error with those that there are', () => {
    assert.throws(() => findModel('fourth', places), {
      code: 'MODEL_NOT_FOUND',
      value: 'fourth',
      remedy: /first, second, some-lab\/third/,
    });
  });
});

describe('the file of choices', () => {
  it('gives back what was written, and nothing where there is none', async () => {
    const file = new ChoiceFile(await temporaryFolder());
    assert.deepEqual(await file.read(), {});
    await file.write({ current: { model: 'a', dimensions: 64 }, next: { model: '/b', pooling: 'cls' } });
    assert.deepEqual(await file.read(), { current: { model: 'a', dimensions: 64 }, next: { model: '/b', pooling: 'cls' } });
  });

  it('that a person has spoilt is an error with its path and the remedy', async () => {
    const folder = await temporaryFolder();
    for (const spoilt of ['{', '{"current": {"name": "a"}}', '[]']) {
      await writeFile(join(folder, 'models.json'), spoilt);
      await assert.rejects(new ChoiceFile(folder).read(), { code: 'INVALID_INPUT', value: join(folder, 'models.json') });
    }
  });
});
