import { z } from 'zod';
import { paperIdSchema } from '../paper/id-schema.js';
import { actionSchema, interestSchema } from '../profile/event.js';
import { profileNameSchema } from '../profile/profile.js';

/** What may be asked of profiles: one schema a verb, for every door. */

const MAX_PAPERS = 1_000;
const MAX_NAMES = 100;
const MAX_FILES = 20;
/** Actions in one call. */
const MAX_ACTIONS = 100;
const MAX_PAGE = 1_000;

const names = z.array(z.string().trim().min(1).max(200)).max(MAX_NAMES);

/** What a reader begins with; all of it may be absent. */
const startSchema = z.strictObject({
  about: z.string().trim().max(20_000).optional().describe('what the reader works on, in their own words'),
  like: z.array(paperIdSchema).max(MAX_PAPERS).optional().describe('papers that the reader likes'),
  authors: names.optional().describe('authors to follow, whose newest papers are liked'),
  topics: names.optional().describe('topics to follow, in words'),
});

/** Files are for those who share our disk: no web page may name one. */
const paths = z.array(z.string().min(1)).max(MAX_FILES).default([]).describe('libraries of references: files of BibTeX or RIS');

export const createSchema = startSchema.extend({ name: profileNameSchema, library: paths });

export const addLibrariesSchema = z.strictObject({
  profile: profileNameSchema,
  paths,
  like: z.array(paperIdSchema).max(MAX_PAPERS).default([]),
});

export const actSchema = z.strictObject({ profile: profileNameSchema, actions: z.array(actionSchema).min(1).max(MAX_ACTIONS) });

export const undoSchema = z.strictObject({
  profile: profileNameSchema,
  event: z.string().min(1).max(100).optional().describe('id of the event to undo; by default all of the last action'),
});

export const profileListSchema = z.strictObject({
  limit: z.int().min(1).max(MAX_PAGE).default(50).describe(`profiles a page, 1 to ${MAX_PAGE}`),
  cursor: z.string().min(1).max(500).optional().describe('`next` of the page before'),
});

const { name, weight, muted, pinned, interest: interestId } = interestSchema.shape;

/** What can be changed of an interest; what is absent stays. */
const changes = {
  name,
  weight,
  muted,
  pinned,
  split: z.array(paperIdSchema).min(1).max(MAX_PAPERS).optional().describe('liked papers of it that become an interest of their own'),
};

export const editInterestSchema = z
  .strictObject({ profile: profileNameSchema, interest: interestId, ...changes })
  .refine(
    ({ profile: _profile, interest: _interest, ...edit }) => Object.values(edit).some((value) => value !== undefined),
    'changes nothing: give name, weight, muted, pinned or split',
  )
  .refine(
    ({ profile: _profile, interest: _interest, split, ...others }) =>
      split === undefined || Object.values(others).every((value) => value === undefined),
    {
      message: 'goes alone: change the two interests after it',
      path: ['split'],
    },
  );

/** What a new profile may be given, from here on this machine. */
export type CreateProfile = z.input<typeof createSchema>;
export type EditInterest = z.input<typeof editInterestSchema>;
/** What is changed, without whose interest it is. */
export type InterestChanges = Omit<z.output<typeof editInterestSchema>, 'profile' | 'interest'>;
export type ProfileListQuery = z.input<typeof profileListSchema>;
