import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BUNDLED_MODEL } from '../../src/files/package-root.js';

/**
 * The bundled model under another name, with other files beside it: as far as Paperkin can see,
 * another model. `files` are JSON by relative path.
 */
export async function copyModel(to: string, files: Record<string, object> = {}): Promise<string> {
  await cp(BUNDLED_MODEL, to, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const path = join(to, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, JSON.stringify(content));
  }
  return to;
}

/** Renames the network's own sentence vectors, so that only the vectors of tokens are left to pool. */
export async function hideSentences(folder: string): Promise<void> {
  const path = join(folder, 'onnx', 'model_quantized.onnx');
  const bytes = await readFile(path);
  for (let at = bytes.indexOf('sentence_embedding'); at >= 0; at = bytes.indexOf('sentence_embedding', at))
    bytes.write('sentence_embeddinX', at);
  await writeFile(path, bytes);
}
