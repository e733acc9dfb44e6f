import { PaperkinError } from '../errors.js';
import type { SavedTopic, SavedTopics } from '../stores/topic-store.js';
import type { TopicSummary, TopicUpdate } from './answer.js';
import type { Grouped } from './manual-edits.js';

/** What was written down of topics, as others need it. */

const SHOWN_TERMS = 6;

/** What was saved as groups again: topics in the order of the document. */
export function groupingOf({ document, numbers }: SavedTopics): Grouped {
  const numbersOf = (level: SavedTopic['level']) =>
    new Map(document.topics.filter((topic) => topic.level === level).map(({ id }, i) => [id, i]));
  const [fields, topics] = [numbersOf('field'), numbersOf('topic')];
  const topicOf: number[] = [];
  const fieldOf: number[] = [];
  const fixed = new Set<number>();
  for (const { level, cell, parent = '', id, fixed: isFixed } of document.topics) {
    if (level === 'subtopic' && cell !== undefined) topicOf[cell] = topics.get(parent) ?? 0;
    if (level !== 'topic') continue;
    const number = topics.get(id) as number;
    fieldOf[number] = fields.get(parent) ?? 0;
    if (isFixed) fixed.add(number);
  }
  return { numbers, topicOf, fieldOf, threshold: document.threshold, fixed };
}

export function countTopics({ document: { topics } }: SavedTopics): Pick<TopicUpdate, 'fields' | 'topics' | 'subtopics'> {
  const count = (level: SavedTopic['level']) => topics.filter((topic) => topic.level === level).length;
  return { fields: count('field'), topics: count('topic'), subtopics: count('subtopic') };
}

export function summarizeTopic({ id, level, parent, name, label, papers, terms }: SavedTopic): TopicSummary {
  return {
    id,
    level,
    ...(parent !== undefined && { parent }),
    name: name ?? label,
    papers,
    terms: terms.slice(0, SHOWN_TERMS).map(({ text }) => text),
  };
}

/** By id, or by name without regard to case, the widest first. @throws TOPIC_NOT_FOUND */
export function topicNamed(topics: readonly SavedTopic[], asked: string): SavedTopic {
  const folded = asked.toLowerCase();
  const found = topics.find(({ id }) => id === folded) ?? topics.find(({ name, label }) => (name ?? label).toLowerCase() === folded);
  if (!found) throw new PaperkinError('TOPIC_NOT_FOUND', `There is no topic "${asked}".`, { value: asked });
  return found;
}
