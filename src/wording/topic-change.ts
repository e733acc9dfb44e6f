import type { TopicUpdate } from '../topics/answer.js';

/** What happened to a topic, in a sentence. @param names Of the topics that there are now, by id; those that are gone have none. */
export function changeSentence({ kind, from, to, papers }: TopicUpdate['changes'][number], names: ReadonlyMap<string, string>): string {
  const named = (id: string) => (names.has(id) ? `${id} (${names.get(id)})` : id);
  const all = (ids: readonly string[]) => ids.map(named).join(' and ');
  switch (kind) {
    case 'birth':
      return `born: ${all(to)}, of ${papers.toLocaleString('en')} paper${papers === 1 ? '' : 's'}`;
    case 'death':
      return `gone: ${all(from)}`;
    case 'split':
      return `split: ${all(from)} into ${all(to)}`;
    case 'merge':
      return `merged: ${all(from)} in ${all(to)}`;
  }
}
