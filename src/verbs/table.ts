import { evaluateVerbs } from './evaluate.js';
import { importVerbs } from './importing.js';
import { mapVerbs } from './map.js';
import { modelVerbs } from './models.js';
import { namedTopicVerbs } from './named-topics.js';
import { paperVerbs } from './papers.js';
import { pickVerbs } from './picks.js';
import { profileVerbs } from './profiles.js';
import { statusVerbs } from './status.js';
import { topicVerbs } from './topics.js';
import { trendVerbs } from './trends.js';

/** All that can be asked of an engine, by name. */
export const VERBS = {
  ...paperVerbs,
  ...importVerbs,
  ...profileVerbs,
  ...pickVerbs,
  ...topicVerbs,
  ...namedTopicVerbs,
  ...trendVerbs,
  ...mapVerbs,
  ...evaluateVerbs,
  ...modelVerbs,
  ...statusVerbs,
};

export type VerbName = keyof typeof VERBS;
