import type { ModelCatalogue } from '../embedding/model-choice.js';
import { Evaluator } from '../evaluate/evaluator.js';
import type { Library } from '../formats/library.js';
import { Importer, type ImporterParts } from '../importing/importer.js';
import type { DenseViews } from '../indexing/dense-views.js';
import type { LexicalView } from '../indexing/lexical-view.js';
import { parseQuery } from '../input/parse-query.js';
import type { AnyJob } from '../jobs/job.js';
import { mapJob } from '../map/map-job.js';
import { PaperMaps } from '../map/paper-maps.js';
import { NamedTopics } from '../named-topics/named-topics.js';
import { Readers } from '../readers/readers.js';
import { Recommender } from '../recommend/recommender.js';
import type { Learner } from '../recommend/taste.js';
import { Calibrators, type CalibratorsParts } from '../search/calibrators.js';
import { PaperSearch } from '../search/paper-search.js';
import { searchSchema, similarSchema } from '../search/query.js';
import type { MapStore } from '../stores/map-store.js';
import type { ModelChoiceStore } from '../stores/model-choice-store.js';
import type { NamedPapersStore } from '../stores/named-papers-store.js';
import type { NamedTopicStore } from '../stores/named-topic-store.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { ProfileStore } from '../stores/profile-store.js';
import type { TermTrendsStore } from '../stores/term-trends-store.js';
import type { TopicStore } from '../stores/topic-store.js';
import { Topics } from '../topics/topics.js';
import { topicsJob } from '../topics/topics-job.js';
import { Trends } from '../trends/trends.js';

/** What verbs run on: implementations of contracts, chosen and opened in `open.ts`. */
export interface EngineParts extends CalibratorsParts, ImporterParts {
  /** The folder of the user's data. */
  home: string;
  store: PaperStore;
  profiles: ProfileStore;
  topics: TopicStore;
  namedTopics: NamedTopicStore;
  namedPapers: NamedPapersStore;
  /** Beside `learner`: each keeps the background of its own. */
  namedLearner: Learner;
  termTrends: TermTrendsStore;
  maps: MapStore;
  /** Where the map lies, for people: answers tell it. */
  mapFile: string;
  learner: Learner;
  views: DenseViews;
  lexical: LexicalView;
  choices: ModelChoiceStore;
  catalogue: ModelCatalogue;
  removeIndexes(id: string): Promise<void>;
  /** Reads a library of references: BibTeX or RIS. */
  readLibrary(path: string): Promise<Library>;
}

/** What does the work of the verbs. */
export type Services = ReturnType<typeof buildServices>;

/**
 * Ties them together, each on those before it.
 * @param stopping aborted when the engine is closed: whatever takes long ends with it
 */
export function buildServices(parts: EngineParts, stopping: AbortSignal) {
  const calibrators = new Calibrators(parts);
  const importer = new Importer(parts, calibrators);
  const topics = new Topics({ ...parts, stopping });
  const namedTopics = new NamedTopics(parts);
  // What a person has named goes before what was found.
  const keysOfTopic = async (topic: string) => (await namedTopics.keysOf(topic)) ?? topics.keysOf(topic);
  const paperSearch = new PaperSearch({ ...parts, keysOfTopic, calibrators });
  const recommender = new Recommender({ ...parts, keysOfTopic });
  const readers = new Readers({ ...parts, interests: (name) => recommender.interests(name) });
  const trends = new Trends(parts);
  const map = new PaperMaps({ ...parts, stopping });
  const evaluator = new Evaluator({
    ...parts,
    keysOfTopic,
    search: (query) => paperSearch.search(parseQuery(searchSchema, query)),
    similar: (query) => paperSearch.similar(parseQuery(similarSchema, query)),
  });
  const background = { topics: topicsJob(topics), map: mapJob(map) };
  const jobs: readonly AnyJob[] = [background.topics, background.map, namedTopics.job, trends.job, recommender.job];
  return { calibrators, importer, paperSearch, recommender, readers, topics, namedTopics, trends, map, evaluator, background, jobs };
}
