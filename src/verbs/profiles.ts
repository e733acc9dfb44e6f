import { z } from 'zod';
import { profileNameSchema } from '../profile/profile.js';
import { createdSchema, doneSchema, importedSchema, libraryReportSchema, profileViewSchema, removedSchema } from '../readers/answer.js';
import { actSchema, addLibrariesSchema, createSchema, editInterestSchema, profileListSchema, undoSchema } from '../readers/query.js';
import { profilePageSchema } from '../stores/profile-store.js';
import { verb } from './verb.js';

const profileSchema = z.strictObject({ profile: profileNameSchema });

/** What readers do. A profile that is not there is PROFILE_NOT_FOUND, a damaged one PROFILE_UNREADABLE. */
export const profileVerbs = {
  /** A page of profiles, by name. @throws INVALID_INPUT */
  profiles: verb({
    summary: 'A page of profiles, by name.',
    input: profileListSchema,
    output: profilePageSchema,
    run: ({ services }, query) => services.readers.list(query),
  }),

  /**
   * Makes a profile, from what a new reader can say at once: what they work on, papers they like, libraries of references (files
   * of BibTeX or RIS), authors and topics. Of each author the 20 newest papers are liked. All of it is one action.
   * @throws PROFILE_EXISTS, PAPER_NOT_FOUND, INVALID_ID, INVALID_INPUT, FILE_UNREADABLE, FORMAT_UNKNOWN: then there is no profile
   */
  createProfile: verb({
    summary: 'Creates a profile from what a new reader can say at once.',
    input: createSchema,
    output: createdSchema,
    run: ({ services }, query) => services.readers.create(query),
  }),

  /** What holds for a reader. @throws PROFILE_NOT_FOUND, PROFILE_UNREADABLE */
  profile: verb({
    summary: 'What holds for a reader: likes, authors, topics and rules.',
    input: profileSchema,
    output: profileViewSchema,
    run: ({ services }, { profile }) => services.readers.show(profile),
  }),

  /** Removes a profile, readable or not, and what was kept beside it. @throws PROFILE_NOT_FOUND */
  removeProfile: verb({
    summary: 'Removes a profile and what was kept beside it.',
    input: profileSchema,
    output: removedSchema,
    run: ({ services }, { profile }) => services.readers.remove(profile),
  }),

  /**
   * Records what a reader has just done, all or nothing.
   * @throws INVALID_INPUT, INVALID_ID; PAPER_NOT_FOUND for what is liked or disliked and is not here; STORE_LOCKED
   */
  act: verb({
    summary: 'Records what a reader has just done, all or nothing.',
    input: actSchema,
    output: doneSchema,
    run: ({ services }, { profile, actions }) => services.readers.act(profile, actions),
  }),

  /** Undoes the event of this id, or else all of the last action; again and again, one after the other. @throws INVALID_INPUT when there is nothing to undo */
  undo: verb({
    summary: 'Undoes one event, or all of the last action.',
    input: undoSchema,
    output: doneSchema.extend({ undone: doneSchema.shape.added }),
    run: ({ services }, { profile, event }) => services.readers.undo(profile, event),
  }),

  /**
   * Likes the papers of libraries of references, files of BibTeX or RIS, as far as they are here; together with other papers, if there
   * are any, in one action.
   * @throws FILE_UNREADABLE, FORMAT_UNKNOWN, INVALID_INPUT, INVALID_ID, PAPER_NOT_FOUND: then nothing is liked
   */
  addLibraries: verb({
    summary: 'Likes the papers of libraries of references.',
    input: addLibrariesSchema,
    output: doneSchema.extend({ libraries: z.array(libraryReportSchema) }),
    run: ({ services }, { profile, paths, like }) => services.readers.addLibraries(profile, paths, like),
  }),

  /** The profile as its file says it, in one text. @throws PROFILE_NOT_FOUND, PROFILE_UNREADABLE */
  exportProfile: verb({
    summary: 'The profile as its file has it.',
    input: profileSchema,
    output: z.string(),
    run: ({ services }, { profile }) => services.readers.export(profile),
  }),

  /**
   * Takes in a profile's file, of a backup or another machine: its events are added to those that are here. `name` takes it for the
   * profile of this name, whatever the file says; errors call it `file`.
   * @throws PROFILE_UNREADABLE with the line; INVALID_INPUT above the number of events that a profile can have
   */
  importProfile: verb({
    summary: 'Merges a profile file into the profile of its name.',
    input: z.strictObject({
      bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
      name: profileNameSchema.optional(),
      file: z.string().optional(),
    }),
    output: importedSchema,
    run: ({ services }, { bytes, ...query }) => services.readers.import(bytes, query),
  }),

  /**
   * Changes an interest, which from then on stands on the papers that it is made of now, whatever is liked later; or splits it in two.
   * @throws INVALID_INPUT, INVALID_ID, INTEREST_NOT_FOUND, STORE_LOCKED
   */
  editInterest: verb({
    summary: 'Renames, weighs, mutes, pins or splits an interest.',
    input: editInterestSchema,
    output: doneSchema,
    run: ({ services }, { profile, interest, ...changes }) => services.readers.editInterest(profile, interest, changes),
  }),
};
