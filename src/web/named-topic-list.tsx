import type { NamedTopicSummary } from '../named-topics/answer.js';
import { TopicLinks } from './topic-links.js';

/** Where a form that names a topic is sent. */
export const NAME_TOPIC_PATH = '/topics/named';

/** The topics that somebody has named, and a form to name one. */
export function NamedTopicList({ topics }: { topics: readonly NamedTopicSummary[] }) {
  const most = Math.max(0, ...topics.map(({ papers }) => papers));
  const listed = topics.map(({ description, ...topic }) => ({ ...topic, terms: description === undefined ? [] : [description] }));
  return (
    <section aria-labelledby="named">
      <h2 id="named" class="section">
        Named by you
      </h2>
      {listed.length === 0 ? (
        <p class="facts">
          Name what you want to have together, “KV cache” say: the papers that the name means are found, and stay up to date.
        </p>
      ) : (
        <TopicLinks topics={listed} most={most} />
      )}
      <form class="actions" method="post" action={NAME_TOPIC_PATH}>
        <input type="hidden" name="back" value="/topics" />
        <input name="name" placeholder="Name of a topic" aria-label="Name of a topic" maxlength={100} required />
        <input name="description" placeholder="In a sentence or two, if you like" aria-label="What it is about" maxlength={2000} />
        <button class="small" type="submit">
          Name it
        </button>
      </form>
    </section>
  );
}
