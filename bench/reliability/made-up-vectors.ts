import { seededRandom } from '../../src/numeric/random.js';
import { openEmbedder } from '../../src/open.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import { randomUnitVector, unitVectorNear } from '../../test/support/random.js';

/** Subjects that the vectors are about, and how far from them they lie. */
const SUBJECTS = 200;
const SPREAD = 1.2;
const PAGE = 1_000;

/** Gives each paper of a folder without a vector one near a subject drawn at random, in seconds where embedding takes an hour. */
export async function makeUpVectors(home: string, seed = 1): Promise<number> {
  const store = await SqliteStore.open(home);
  const embedder = await openEmbedder({ home });
  const random = seededRandom(seed);
  const subjects = Array.from({ length: SUBJECTS }, () => randomUnitVector(random, embedder.model.dimensions));
  const writer = await store.openWriter('made-up vectors');
  let made = 0;
  for (let after = 0; ; ) {
    const page = await store.unembedded(embedder.model.id, after, PAGE);
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.key;
    const vectors = page.map(({ textHash }) => {
      const subject = subjects[Math.floor(random() * SUBJECTS)] as Float32Array;
      return { textHash, vector: unitVectorNear(subject, SPREAD, random) };
    });
    await writer.putVectors(embedder.model, vectors);
    made += page.length;
  }
  await writer.close();
  await embedder.close();
  await store.close();
  return made;
}
