import type { Paper } from '../paper/paper.js';
import type { ListRules } from './allowed.js';
import type { PickParts } from './scoring.js';

/** A paper that is worth a reader's morning, and why. */
export interface PickedPaper {
  paper: Paper;
  /** The sum of the parts: how far it stands out of the papers of this corpus, in standard deviations. */
  score: number;
  parts: PickParts;
  why: Why;
  /** Ids of near-duplicates that stand behind it. */
  duplicates?: string[];
}

export interface InterestSummary {
  id: string;
  name: string;
  /** 0..1; 0 where it is muted. */
  share: number;
  muted: boolean;
  pinned: boolean;
  /** Ids of the liked papers in it, the newest like first. */
  likes: string[];
}

export interface Picks {
  profile: string;
  picks: PickedPaper[];
  interests: InterestSummary[];
  /** How many papers the rules allow, and how many of them were weighed. */
  allowed: number;
  weighed: number;
  /** When the list was made, and whether that was after all that has come since. */
  made: string;
  upToDate: boolean;
}

/** Why a paper was picked: every statement can be checked against the reader's own deeds. */
export interface Why {
  /** The interest that it is for. */
  interest?: { id: string; name: string };
  /** The liked papers nearest to it, and how near: cosines in both views. */
  likes: { id: string; title: string; dense: number; lexical: number }[];
  /** Terms that it shares with these, those first that weigh most; as it writes them. */
  terms: string[];
  /** An author of it whom the reader follows. */
  author?: string;
  /** It is here to explore, not for its score. */
  exploration?: true;
}

/** Why a paper is not in a list. */
export interface WhyNot {
  paper: string;
  /** It is in the list, at this place from 1. */
  place?: number;
  /** What keeps it out, whatever it scores. */
  obstacles: Obstacle[];
  /** It stands behind this pick, which is another version of the same text. */
  versionOf?: string;
  score?: number;
  parts?: PickParts;
  /** From 1, among the `weighed`, whatever keeps it out. */
  rank?: number;
  weighed?: number;
  /** What the last pick scores, and how much more of which parts it has. */
  needed?: number;
  lacks?: Partial<PickParts>;
}

/** A deed of the reader, or a rule alone. */
export type Obstacle = { kind: 'liked' | 'disliked' | 'hidden' | 'read' | 'seen' } | { kind: 'rule'; rule: ListRules };
