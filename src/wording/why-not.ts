import type { Obstacle, WhyNot } from '../recommend/answer.js';
import { formatSigned, mainParts, PART_NAMES } from './why.js';

/** Why a paper is not among the picks, in sentences: the same on every door. Pure. */

const DEEDS = {
  liked: 'You have liked it already.',
  disliked: 'You have disliked it.',
  hidden: 'You have hidden it.',
  read: 'You have read it.',
  seen: 'You have seen it in an earlier list.',
} as const;

/** What the answer says, a sentence each, the decisive ones first. */
export function whyNotSentences({ place, obstacles, versionOf, score, rank, weighed, needed, lacks }: WhyNot): string[] {
  const said = obstacles.map(obstacleSentence);
  if (place !== undefined) said.push(`It is among the picks, at place ${place}.`);
  if (versionOf !== undefined) said.push(`It stands behind ${versionOf}, which is among the picks: another version of the same text.`);
  // What is liked is near itself: its score tells nothing.
  const isJudged = obstacles.some(({ kind }) => kind === 'liked' || kind === 'disliked');
  if (place !== undefined || versionOf !== undefined || isJudged || score === undefined || rank === undefined) return said;
  const among = `number ${rank.toLocaleString('en')} of ${(weighed ?? rank).toLocaleString('en')} weighed, with a score of ${formatSigned(score)}`;
  said.push(obstacles.length > 0 ? `Without that it would be ${among}.` : `By its score it is ${among}.`);
  if (needed === undefined) return said;
  const last = `The last pick has ${formatSigned(needed)}`;
  if (score < needed) {
    const parts = mainParts(lacks ?? {}).map(([name, value]) => `${PART_NAMES[name]} ${formatSigned(value)}`);
    said.push(`${last}. What this one lacks: ${parts.join('; ')}.`);
  } else if (obstacles.length === 0)
    said.push(`${last}: others were taken for their interest, or since they are less alike (see diversity).`);
  return said;
}

/** A deed or a rule as a sentence, with the value of the rule. */
function obstacleSentence(obstacle: Obstacle): string {
  return obstacle.kind === 'rule' ? ruleSentence(obstacle.rule) : DEEDS[obstacle.kind];
}

function ruleSentence({ window, mutedWords, mutedAuthors, mustHave, filter = {} }: Extract<Obstacle, { kind: 'rule' }>['rule']): string {
  if (window !== undefined) return `It is older than the window of ${window.toLocaleString('en')} day${window === 1 ? '' : 's'}.`;
  if (mutedWords) return `It has the muted ${mutedWords.some((word) => /\s/.test(word)) ? 'phrase' : 'word'} ${quoted(mutedWords)}.`;
  if (mutedAuthors) return `It is by the muted author ${quoted(mutedAuthors)}.`;
  if (mustHave) return `It has none of the words that it must have: ${quoted(mustHave)}.`;
  const { from, to, categories, authors, venues, sources, hasCode, topic, ids, notIds } = filter;
  if (from !== undefined) return `Only papers from ${from} or later are asked for.`;
  if (to !== undefined) return `Only papers up to ${to} are asked for.`;
  if (categories) return `Only papers in ${categories.join(', ')} are asked for.`;
  if (authors) return `Only papers by ${quoted(authors)} are asked for.`;
  if (venues) return `Only papers at ${quoted(venues)} are asked for.`;
  if (sources) return `Only papers from ${sources.join(', ')} are asked for.`;
  if (hasCode !== undefined) return `Only papers with${hasCode ? '' : 'out'} a link to their code are asked for.`;
  if (topic) return `Only papers of the topic ${quoted(topic)} are asked for.`;
  if (ids) return `It is not one of the ${ids.length.toLocaleString('en')} papers that are asked for.`;
  return `It is one of the ${(notIds ?? []).length.toLocaleString('en')} papers that are left out.`;
}

function quoted(values: readonly string[]): string {
  return values.map((value) => `“${value}”`).join(', ');
}
