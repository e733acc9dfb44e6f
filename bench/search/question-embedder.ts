import { describeModel } from '../../src/embedding/local/models.js';
import { EmbedderPool } from '../../src/embedding/local/pool.js';
import { BUNDLED_MODEL } from '../../src/files/package-root.js';

/** Our own model for the vector databases, which have none: a question becomes a vector as it does in Paperkin. */
export interface QuestionEmbedder {
  dimensions: number;
  embed(question: string): Promise<Float32Array>;
  close(): Promise<void>;
}

export async function openQuestionEmbedder(): Promise<QuestionEmbedder> {
  const model = await describeModel(BUNDLED_MODEL);
  const pool = new EmbedderPool(model);
  return {
    dimensions: model.dimensions,
    async embed(question) {
      const [vector] = await pool.embed([question], { role: 'query', urgent: true });
      return vector ?? new Float32Array(model.dimensions);
    },
    close: () => pool.close(),
  };
}
