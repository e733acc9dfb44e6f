/** Contestant: Paperkin's own embedder, as an import and a search use it. `ours.js MODEL-FOLDER`. */
import { dirname } from 'node:path';
import { describeModel } from '../../src/embedding/local/models.js';
import { EmbedderPool } from '../../src/embedding/local/pool.js';
import { serve } from './protocol.js';

const model = await describeModel(process.argv[2] ?? '');
const pool = new EmbedderPool(model);

await serve({
  bytes: model.bytes,
  embed: (texts) => pool.embed(texts, { role: 'passage' }),
  query: (text) => pool.embed([text], { role: 'query', urgent: true }),
  // Counted by another tokeniser than the one that is measured, and loaded only when asked.
  async countTokens(texts) {
    const { AutoTokenizer, env } = await import('@huggingface/transformers');
    env.allowRemoteModels = false;
    env.localModelPath = dirname(model.folder);
    const tokenizer = await AutoTokenizer.from_pretrained(model.name);
    return texts.map((text) => tokenizer(text, { truncation: true, max_length: model.maxTokens }).input_ids.size);
  },
  close: () => pool.close(),
});
