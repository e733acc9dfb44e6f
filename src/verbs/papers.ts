import { z } from 'zod';
import type { LongWork } from '../importing/importer.js';
import { listMerges, mergesPageSchema } from '../importing/list-merges.js';
import { mergeNumberSchema, mergesSchema } from '../importing/query.js';
import { paperIdSchema, paperIdsSchema } from '../paper/id-schema.js';
import { paperSchema } from '../paper/paper.js';
import { answerSchema } from '../search/answer.js';
import { paperPageSchema } from '../search/list-papers.js';
import { listSchema, searchSchema, similarSchema } from '../search/query.js';
import { findPapers } from '../stores/find-papers.js';
import { verb } from './verb.js';

/** What is asked of papers. */
export const paperVerbs = {
  /**
   * Papers that answer a question in words.
   * @throws INVALID_INPUT, TEXT_EMPTY; with a profile or a topic in the filter as `similar`
   */
  search: verb({
    summary: 'Papers that answer a question in words.',
    input: searchSchema,
    output: answerSchema,
    run: ({ services }, query) => services.paperSearch.search(query),
  }),

  /**
   * Papers like these papers, or like a text; never the papers themselves.
   * @throws INVALID_INPUT, INVALID_ID, TEXT_EMPTY, PAPER_NOT_FOUND; with a profile in the filter PROFILE_NOT_FOUND, PROFILE_UNREADABLE;
   *   with a topic TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND
   */
  similar: verb({
    summary: 'Papers like these papers, or like a text; never the papers themselves.',
    input: similarSchema,
    output: answerSchema,
    run: ({ services }, query) => services.paperSearch.similar(query),
  }),

  /** The paper behind an id, in whatever way the id is written. @throws INVALID_ID, PAPER_NOT_FOUND */
  paper: verb({
    summary: 'The paper behind an id, in whatever way the id is written.',
    input: z.strictObject({ id: paperIdSchema }),
    output: paperSchema,
    run: async ({ parts }, { id }) => {
      const [found] = await findPapers(parts.store, [id]);
      return (found as NonNullable<typeof found>).paper;
    },
  }),

  /** A page of papers, newest first: of all, or of topics. @throws INVALID_INPUT; with topics TOPICS_MISSING, TOPIC_NOT_FOUND */
  papers: verb({
    summary: 'A page of papers, newest first: of all, or of topics.',
    input: listSchema,
    output: paperPageSchema,
    run: ({ services }, query) => services.paperSearch.list(query),
  }),

  /**
   * Forgets papers, by any of their ids: all of them, or none. What readers did with them stays, and a file that has them brings them back.
   * @throws INVALID_ID, PAPER_NOT_FOUND, STORE_LOCKED
   */
  removePapers: verb({
    summary: 'Removes papers, by any of their ids: all of them, or none.',
    input: z.strictObject({ ids: paperIdsSchema }),
    output: z.strictObject({ removed: z.number() }),
    run: ({ services }, { ids }) => services.importer.removePapers(ids),
  }),

  /** Records that were taken for a paper that was here, the latest first. @throws INVALID_INPUT */
  merges: verb({
    summary: 'Records that were taken for a paper that was here, the latest first.',
    input: mergesSchema,
    output: mergesPageSchema,
    run: ({ parts }, query) => listMerges(parts.store, query),
  }),

  /**
   * Takes a merge apart and keeps its papers apart from now on; gives the papers that stand now.
   * @throws INVALID_INPUT, MERGE_NOT_FOUND, MERGE_NOT_LAST, PAPER_NOT_FOUND, STORE_LOCKED
   */
  undoMerge: verb({
    summary: 'Takes a merge apart and keeps its papers apart from now on.',
    input: z.strictObject({ number: mergeNumberSchema }),
    output: z.strictObject({ papers: z.array(paperSchema) }),
    run: ({ services }, { number }, options: LongWork) => services.importer.undoMerge(number, options),
  }),
};
