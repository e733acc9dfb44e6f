import { z } from 'zod';
import { plainName } from '../paper/plain-text.js';

/**
 * Where topics are kept: what people see and have edited, as a document that they can read, and the numbers behind it. Both are
 * replaced together, whole or not at all.
 */
export interface TopicStore {
  /** The last state that was written; undefined where there is none. @throws TOPICS_UNREADABLE */
  read(): Promise<VersionedTopics | undefined>;
  /** Of the last state what people see, also where the numbers behind it are damaged. @throws TOPICS_UNREADABLE where it is that itself */
  readDocument(): Promise<{ document: TopicDocument; version: string } | undefined>;
  /**
   * Puts a state in the place of the one of this version (undefined: of none), and says its version; undefined where another one is
   * there by now, whoever wrote it: then nothing is written. It is held up for no longer than a write takes.
   * @throws STORE_LOCKED, TOPICS_UNREADABLE; what is no state of topics: then nothing is written
   */
  replace(version: string | undefined, next: SavedTopics): Promise<string | undefined>;
  close(): Promise<void>;
}

/** From wide to narrow: each lies within one of the level before. */
export const TOPIC_LEVELS = ['field', 'topic', 'subtopic'] as const;
export type TopicLevel = (typeof TOPIC_LEVELS)[number];

const termSchema = z.strictObject({ text: z.string(), weight: z.number() });

const topicSchema = z.strictObject({
  /** Never given twice: f1, t1, s1 by level. */
  id: z.string().regex(/^[fts][1-9]\d*$/),
  level: z.enum(TOPIC_LEVELS),
  /** Id of the topic above; fields have none. */
  parent: z.string().optional(),
  /** Made of its terms. */
  label: z.string(),
  /** As a person called it. */
  name: z.string().overwrite(plainName).optional(),
  /** The most telling first. */
  terms: z.array(termSchema),
  /** How many it has, outliers left out. */
  papers: z.int().nonnegative(),
  /** Ids of typical papers. */
  representatives: z.array(z.string()),
  /** When it was found. */
  born: z.iso.datetime(),
  /** A person has put it together or taken it apart: no update does. */
  fixed: z.literal(true).optional(),
  /** Of a subtopic, the number of its centroid. */
  cell: z.int().nonnegative().optional(),
});
export type SavedTopic = z.output<typeof topicSchema>;

/** What happened to topics: the ids before and after. */
export const topicChangeSchema = z.strictObject({
  at: z.iso.datetime(),
  kind: z.enum(['birth', 'death', 'split', 'merge']),
  from: z.array(z.string()),
  to: z.array(z.string()),
  papers: z.int().nonnegative(),
  /** By a person. */
  manual: z.literal(true).optional(),
});
export type TopicChange = z.output<typeof topicChangeSchema>;

export const topicDocumentSchema = z.strictObject({
  format: z.literal(1),
  /** What the vectors and terms were made by. */
  identity: z.string(),
  updated: z.iso.datetime(),
  /** Change of the store up to which papers were looked at. */
  sequence: z.int().nonnegative(),
  /** Papers that have a topic, and those that are too far from all. */
  papers: z.int().nonnegative(),
  outliers: z.int().nonnegative(),
  settings: z.strictObject({
    topics: z.int().positive(),
    outliers: z.number().min(0).max(0.5),
    seed: z.int().nonnegative(),
  }),
  /** Similarity to its centroid below which a paper is an outlier. */
  threshold: z.number(),
  nextId: z.int().positive(),
  topics: z.array(topicSchema),
  /** The latest last. */
  history: z.array(topicChangeSchema),
});
export type TopicDocument = z.output<typeof topicDocumentSchema>;

export interface SavedTopics {
  document: TopicDocument;
  numbers: TopicNumbers;
}

/** One state has one version, in whichever process it is read; another state has another. */
export interface VersionedTopics extends SavedTopics {
  version: string;
}

/** See `TopicSpace`, and `Points`. */
export interface TopicNumbers {
  mean: Float32Array;
  basisTerms: Uint32Array;
  basisRows: Float32Array;
  centroids: Float32Array;
  /** Of each paper its key, the number of its centroid, and how similar they are. */
  keys: Uint32Array;
  cells: Uint16Array;
  similarities: Float32Array;
}
