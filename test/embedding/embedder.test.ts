import { CutEmbedder } from '../../src/embedding/cut.js';
import { describeModel } from '../../src/embedding/local/models.js';
import { EmbedderPool } from '../../src/embedding/local/pool.js';
import { BUNDLED_MODEL } from '../../src/files/package-root.js';
import { describeEmbedder } from './embedder-contract.js';

const model = await describeModel(BUNDLED_MODEL);
const ALL = { understands: true, interruptible: true };

describeEmbedder('a pool of threads', async () => new EmbedderPool(model, { workers: 1 }), ALL);
describeEmbedder('one that cuts', async () => new CutEmbedder(new EmbedderPool(model, { workers: 1 }), 64), ALL);
