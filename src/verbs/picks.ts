import { z } from 'zod';
import { profileNameSchema } from '../profile/profile.js';
import { interestSummarySchema, picksSchema, whyNotAnswerSchema } from '../recommend/answer.js';
import { recommendSchema, whyNotSchema } from '../recommend/query.js';
import type { ReplaySettings } from '../recommend/recommender.js';
import { verb } from './verb.js';

/** What a reader should read next. @throws PROFILE_NOT_FOUND, PROFILE_UNREADABLE */
export const pickVerbs = {
  /** The papers that a reader should read next, each with the reason. @throws INVALID_INPUT; with a topic TOPICS_MISSING, TOPIC_NOT_FOUND */
  recommend: verb({
    summary: 'The papers that a reader should read next, each with the reason.',
    input: recommendSchema,
    output: picksSchema,
    run: ({ services }, query, options: ReplaySettings) => services.recommender.recommend(query, options),
  }),

  /** Why a paper is not in the list that the same query gives. @throws INVALID_ID, PAPER_NOT_FOUND and what `recommend` throws */
  whyNot: verb({
    summary: 'Why a paper is not in the list that the same query gives.',
    input: whyNotSchema,
    output: whyNotAnswerSchema,
    run: ({ services }, query, options: ReplaySettings) => services.recommender.whyNot(query, options),
  }),

  /** What a reader is interested in, by what they like. @throws PROFILE_NOT_FOUND, PROFILE_UNREADABLE */
  interests: verb({
    summary: 'What a reader is interested in, by what they like.',
    input: z.strictObject({ profile: profileNameSchema }),
    output: z.array(interestSummarySchema),
    run: ({ services }, { profile }) => services.recommender.interests(profile),
  }),

  /** Makes the lists of all readers whose last one is out of date; gives how many. A server does so by itself. */
  refreshPicks: verb({
    summary: 'Updates the lists of all readers.',
    input: z.strictObject({}),
    output: z.number(),
    run: ({ services }) => services.recommender.refreshAll(),
  }),
};
