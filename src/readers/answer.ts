import { z } from 'zod';
import { lineProblemSchema } from '../formats/library.js';
import { eventSchema } from '../profile/event.js';
import { rulesSchema } from '../profile/rules.js';

const likedPaperSchema = z.strictObject({
  id: z.string(),
  /** When it was liked. */
  at: z.string(),
  /** Absent where the paper is not here, as after an import from another machine. */
  title: z.string().exactOptional(),
});
export type LikedPaper = z.output<typeof likedPaperSchema>;

/** What holds for a reader, as people want to see it. */
export const profileViewSchema = z.strictObject({
  name: z.string(),
  created: z.string(),
  /** When the last event was; of a profile without any, when it was created. */
  updated: z.string(),
  about: z.string(),
  /** The newest first, at most 50. */
  likes: z.array(likedPaperSchema),
  authors: z.array(z.string()),
  topics: z.array(z.string()),
  /** What the reader has set; of all else the defaults hold. */
  rules: rulesSchema,
  counts: z.strictObject({
    liked: z.number(),
    disliked: z.number(),
    read: z.number(),
    hidden: z.number(),
    seen: z.number(),
    events: z.number(),
  }),
});
export type ProfileView = z.output<typeof profileViewSchema>;

/** What was done, with the ids by which it can be undone. */
export const doneSchema = z.strictObject({
  name: z.string(),
  added: z.array(eventSchema),
});
export type Done = z.output<typeof doneSchema>;

/** An author who is followed from the beginning, and how many of the newest papers are liked for it. */
const followedAuthorSchema = z.strictObject({
  name: z.string(),
  liked: z.number(),
});
export type FollowedAuthor = z.output<typeof followedAuthorSchema>;

/** What became of a library of references. */
export const libraryReportSchema = z.strictObject({
  file: z.string(),
  format: z.enum(['bibtex', 'ris']),
  /** Entries that could be read. */
  entries: z.number(),
  /** Papers of the corpus among them, which are liked now. */
  found: z.number(),
  /** How many entries are of papers that are not here. */
  missing: z.number(),
  /** Titles of the first 20 of these, in the order of the file; of one without a title its line. */
  missingTitles: z.array(z.string()),
  /** How many lines could not be read, and the first 20. */
  unreadable: z.number(),
  problems: z.array(lineProblemSchema),
});
export type LibraryReport = z.output<typeof libraryReportSchema>;

/** What a new profile began with. */
export const createdSchema = z.strictObject({
  profile: profileViewSchema,
  authors: z.array(followedAuthorSchema),
  libraries: z.array(libraryReportSchema),
});
export type Created = z.output<typeof createdSchema>;

export const importedSchema = z.strictObject({
  name: z.string(),
  /** Events that were new. */
  added: z.number(),
  /** All that there are now. */
  events: z.number(),
});
export type Imported = z.output<typeof importedSchema>;

export const removedSchema = z.strictObject({
  name: z.string(),
  /** How many it had; absent where its file could not be read. */
  events: z.number().exactOptional(),
});
export type Removed = z.output<typeof removedSchema>;
