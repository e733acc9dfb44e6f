import { z } from 'zod';
import { keptIdSchema } from '../paper/id-schema.js';
import { normalise } from '../paper/normalise.js';
import { plainName, plainText } from '../paper/plain-text.js';

/**
 * Where named topics are kept. They are a person's: nothing of them is made of the papers, so nothing is lost when topics are found
 * anew, another model is chosen or papers go.
 */
export interface NamedTopicStore {
  /** The last state that was written, without topics where there is none. @throws TOPICS_UNREADABLE with the line */
  read(): Promise<NamedTopicDocument>;
  /**
   * Has `change` make the next state from the last, while no other process does. What gives the last one back writes nothing.
   * @throws STORE_LOCKED, TOPICS_UNREADABLE, what `change` throws: then nothing is written
   */
  update(change: (before: NamedTopicDocument) => NamedTopicDocument): Promise<NamedTopicDocument>;
  close(): Promise<void>;
}

const MOST_TOPICS = 1_000;
/** Papers that one list of a topic can have. */
const MOST_PAPERS = 1_000;

/** Names that fold to one are one name. */
export function foldTopicName(name: string): string {
  return normalise(name, 'NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
}

export const topicNameSchema = z
  .string()
  .overwrite(plainName)
  .trim()
  .min(1)
  .max(100)
  .refine((name) => /[\p{L}\p{N}]/u.test(name), { message: 'needs at least one letter or digit', params: { code: 'TEXT_EMPTY' } })
  .refine((name) => !/^[ftsn][1-9]\d*$/i.test(name), 'looks like the id of a topic');

export const topicDescriptionSchema = z.string().overwrite(plainText).trim().max(2_000);

export const markedPapersSchema = z.array(keptIdSchema).max(MOST_PAPERS);

const topicSchema = z.strictObject({
  /** Never given twice: n1, n2. */
  id: z.string().regex(/^n[1-9]\d*$/, 'is not like n1'),
  name: topicNameSchema,
  /** A sentence or two that say more. */
  description: topicDescriptionSchema.min(1).optional(),
  /** Ids of papers that say what is meant. */
  examples: markedPapersSchema,
  /** Ids of papers that were judged: they belong, or do not. */
  yes: markedPapersSchema,
  no: markedPapersSchema,
  created: z.iso.datetime(),
  changed: z.iso.datetime(),
});
export type SavedNamedTopic = z.output<typeof topicSchema>;

export const namedTopicsSchema = z
  .strictObject({
    format: z.literal(1),
    nextId: z.int().positive(),
    /** The oldest first. */
    topics: z.array(topicSchema).max(MOST_TOPICS),
  })
  .superRefine(({ nextId, topics }, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const [ids, names] = [new Set<string>(), new Set<string>()];
    for (const [i, { id, name }] of topics.entries()) {
      if (ids.has(id)) issue(['topics', i, 'id'], 'is that of another topic');
      if (names.has(foldTopicName(name))) issue(['topics', i, 'name'], 'is that of another topic');
      if (Number(id.slice(1)) >= nextId) issue(['nextId'], `has to be above the number of ${id}`);
      ids.add(id);
      names.add(foldTopicName(name));
    }
  });
export type NamedTopicDocument = z.output<typeof namedTopicsSchema>;
