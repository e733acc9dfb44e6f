import { readerPath, topicPath } from './addresses.js';

/** What can be done with a topic, found or named. */

/** That somebody has just begun to follow it. */
export function Followed({ follower, name }: { follower: string | undefined; name: string }) {
  if (follower === undefined) return null;
  return (
    <p class="notice" role="status">
      Followed, for <a href={readerPath(follower)}>{follower}</a>: papers about “{name}” stand higher among the picks.
    </p>
  );
}

export function SearchWithin({ id }: { id: string }) {
  return (
    <form class="actions" action="/" method="get">
      <input type="hidden" name="topic" value={id} />
      <input name="q" type="search" placeholder="Search within this topic" aria-label="Search within this topic" maxlength={2000} />
      <button class="small" type="submit">
        Search within
      </button>
    </form>
  );
}

/** @param chosen Who has followed it last. */
export function FollowTopicForm({ id, readers, chosen }: { id: string; readers: readonly string[]; chosen: string | undefined }) {
  if (readers.length === 0) return null;
  return (
    <form class="actions" method="post" action={`${topicPath(id)}/follow`}>
      <input type="hidden" name="back" value={topicPath(id)} />
      <label for="reader">For</label>
      <select id="reader" name="profile">
        {readers.map((name) => (
          <option value={name} selected={name === chosen}>
            {name}
          </option>
        ))}
      </select>
      <button class="small quiet" type="submit">
        Follow this topic
      </button>
    </form>
  );
}
