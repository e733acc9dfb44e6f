import type { LineProblem } from '../formats/library.js';
import type { ProfileEvent } from '../profile/event.js';
import type { Rules } from '../profile/rules.js';

/** What holds for a reader, as people want to see it. */
export interface ProfileView {
  name: string;
  created: string;
  /** When the last event was; of a profile without any, when it was created. */
  updated: string;
  about: string;
  /** The newest first, at most 50. */
  likes: LikedPaper[];
  authors: string[];
  topics: string[];
  /** What the reader has set; of all else the defaults hold. */
  rules: Rules;
  counts: { liked: number; disliked: number; read: number; hidden: number; seen: number; events: number };
}

export interface LikedPaper {
  id: string;
  /** When it was liked. */
  at: string;
  /** Absent where the paper is not here, as after an import from another machine. */
  title?: string;
}

/** What was done, with the ids by which it can be undone. */
export interface Done {
  name: string;
  added: ProfileEvent[];
}

/** What a new profile began with. */
export interface Created {
  profile: ProfileView;
  authors: FollowedAuthor[];
  libraries: LibraryReport[];
}

/** An author who is followed from the beginning, and how many of the newest papers are liked for it. */
export interface FollowedAuthor {
  name: string;
  liked: number;
}

/** What became of a library of references. */
export interface LibraryReport {
  file: string;
  format: 'bibtex' | 'ris';
  /** Entries that could be read. */
  entries: number;
  /** Papers of the corpus among them, which are liked now. */
  found: number;
  /** How many entries are of papers that are not here. */
  missing: number;
  /** Titles of the first 20 of these, in the order of the file; of one without a title its line. */
  missingTitles: string[];
  /** How many lines could not be read, and the first 20. */
  unreadable: number;
  problems: LineProblem[];
}

export interface Imported {
  name: string;
  /** Events that were new. */
  added: number;
  /** All that there are now. */
  events: number;
}

export interface Removed {
  name: string;
  /** How many it had; absent where its file could not be read. */
  events?: number;
}
