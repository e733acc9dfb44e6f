import type { PaperkinError } from '../errors.js';
import type { Paper } from '../paper/paper.js';
import type { TopicChange, TopicLevel } from '../stores/topic-store.js';

/** What is said of topics. */

export interface TopicSummary {
  id: string;
  level: TopicLevel;
  /** Id of the topic above it; fields have none. */
  parent?: string;
  /** As a person called it, else by its terms. */
  name: string;
  /** How many papers it has. */
  papers: number;
  terms: string[];
}

export interface TopicList {
  topics: TopicSummary[];
  /** How many there are of that level, and under that parent. */
  total: number;
  /** When they were brought up to date, and whether papers have come or gone since. */
  updated: string;
  upToDate: boolean;
  /** Papers that have a topic, and those that are too far from all. */
  papers: number;
  outliers: number;
}

export interface TopicView extends TopicSummary {
  /** The terms that make its label, with their weights. */
  label: string;
  weights: { text: string; weight: number }[];
  born: string;
  above: TopicSummary[];
  below: TopicSummary[];
  /** Typical papers that are unlike each other. */
  representatives: Paper[];
}

/** A paper of a topic: how similar it is to the centroid of its subtopic, -1..1. */
export interface TopicPaper {
  paper: Paper;
  similarity: number;
}

/** A topic of a paper, and how much of it, 0..1: the shares of the topics of one level add up to 1 or less. */
export interface Membership {
  topic: TopicSummary;
  share: number;
}

export interface TopicUpdate {
  fields: number;
  topics: number;
  subtopics: number;
  papers: number;
  outliers: number;
  /** What happened to topics of before. */
  changes: TopicChange[];
  /** Share of the papers of before that are in the topic in which they were, 0..1; 1 where there were none. */
  kept: number;
}

/** An update in the background: how far it is, or how the last one ended. */
export interface TopicUpdating {
  running: boolean;
  begun?: string;
  ended?: string;
  /** Papers are read, and then grouped in rounds: how many of them are done. */
  phase?: 'reading' | 'grouping';
  done?: number;
  total?: number;
  /** What came of it, or why nothing did. */
  update?: TopicUpdate;
  error?: ReturnType<PaperkinError['toJSON']>;
}
