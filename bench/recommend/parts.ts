/** The parts of a recommender over a data folder, so that readers can be made up and candidates chosen. */

import { WorkerIndex } from '../../src/dense/hnsw/worker-index.js';
import { vectorIdentity } from '../../src/dense/vector-index.js';
import { DenseView } from '../../src/indexing/dense-view.js';
import { LexicalView, lexicalIdentity } from '../../src/indexing/lexical-view.js';
import { WorkerLexicalIndex } from '../../src/lexical/inverted/worker-index.js';
import { openEmbedder, openEngine } from '../../src/open.js';
import { KeySet } from '../../src/paper/key-set.js';
import { emptyProfile, type Profile } from '../../src/profile/profile.js';
import { Sampler } from '../../src/recommend/background.js';
import { recommendSchema } from '../../src/recommend/query.js';
import { loadReader } from '../../src/recommend/reader.js';
import { modelOf } from '../../src/recommend/reader-model.js';
import { draftList } from '../../src/recommend/recommend.js';
import { Recommender } from '../../src/recommend/recommender.js';
import { WorkerLearner } from '../../src/recommend/worker-learner.js';
import type { Views } from '../../src/search/candidates.js';
import type { ProfileSummary } from '../../src/stores/profile-store.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import { snapshotFolder } from '../size/home.js';

export interface Parts {
  store: SqliteStore;
  views: Views;
  dense: DenseView;
  lexical: LexicalView;
  /** A recommender that knows these profiles, and nothing yet of any of them. */
  recommenderOf(profiles: ReadonlyMap<string, Profile>): Recommender;
  close(): Promise<void>;
}

/** Opens a folder whose papers have vectors or get them now, with both indexes as they lie there. */
export async function openParts(home: string): Promise<Parts> {
  const engine = await openEngine({ home });
  const { papers, embedded } = await engine.status();
  if (embedded < papers) await engine.embedPapers();
  await engine.close();
  const [store, embedder] = [await SqliteStore.open(home), await openEmbedder({ home })];
  const { id, dimensions } = embedder.model;
  const folder = await snapshotFolder({ folder: home }, vectorIdentity(id, dimensions));
  const index = new WorkerIndex({ identity: vectorIdentity(id, dimensions), dimensions, folder });
  const dense = new DenseView({ store, embedder, index, dimensions });
  const lexicalFolder = await snapshotFolder({ folder: home }, lexicalIdentity());
  const lexical = new LexicalView(store, new WorkerLexicalIndex({ identity: lexicalIdentity(), folder: lexicalFolder }));
  const learner = new WorkerLearner();
  return {
    store,
    views: { dense, lexical },
    dense,
    lexical,
    recommenderOf: (profiles) =>
      new Recommender({
        store,
        lexical,
        learner,
        keysOfTopic: NO_TOPICS,
        profiles: {
          read: async (name) => profiles.get(name) ?? emptyProfile(name, new Date()),
          list: async () => ({ profiles: [...profiles.values()].map(summaryOf), next: undefined }),
        },
        views: { use: (task) => task(dense) },
      }),
    async close() {
      await Promise.all([learner.close(), dense.close(), lexical.close()]);
      await store.close();
    },
  };
}

/** Nothing here asks for a topic. */
const NO_TOPICS = async () => new KeySet();

function summaryOf({ name, created, events }: Profile): ProfileSummary {
  return { name, events: events.length, created, updated: events.at(-1)?.at ?? created };
}

/** All of a few thousand papers in the order of their scores, which a list of 200 does not show. */
export function rankerOf({ store, views, dense }: Parts, learner = new WorkerLearner()) {
  const sampler = new Sampler();
  const profiles = { read: async (name: string) => emptyProfile(name, new Date()) };
  return {
    async rank(profile: Profile, only: KeySet, now: Date): Promise<number[]> {
      const sample = await sampler.sample(views, vectorIdentity(dense.model.id, dense.dimensions), dense.dimensions);
      const reader = await loadReader(store, profile, now);
      const learning = modelOf({ store, views, learner }, reader, sample);
      const query = recommendSchema.parse({ profile: profile.name, k: 10, exploration: 0, diversity: 0, freshness: 0 });
      const { ranked } = await draftList(
        { store, profiles, views, keysOfTopic: NO_TOPICS },
        { reader, learning, liked: new Map() },
        query,
        { now, only },
      );
      return ranked.map(({ key }) => key);
    },
    close: () => learner.close(),
  };
}
