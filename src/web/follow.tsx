import type { ProfileView } from '../readers/answer.js';
import { readerPath } from './addresses.js';

/** Whom and what a reader follows, each with a button to stop, and a form to follow more. */
export function Follow({ profile, back }: { profile: ProfileView; back: string }) {
  const { name, authors, topics } = profile;
  const followed = [...authors.map((each) => ['author', each] as const), ...topics.map((each) => ['topic', each] as const)];
  const action = `${readerPath(name)}/follow`;
  return (
    <>
      <ul class="interests">
        {followed.map(([what, each]) => (
          <li>
            <form method="post" action={action}>
              <input type="hidden" name="back" value={back} />
              <input type="hidden" name="what" value={what} />
              <input type="hidden" name="name" value={each} />
              <span>{each}</span>
              <button class="cross" type="submit" name="kind" value="unfollow" aria-label={`Follow ${each} no longer`}>
                ×
              </button>
            </form>
          </li>
        ))}
      </ul>
      <form class="actions" method="post" action={action}>
        <input type="hidden" name="back" value={back} />
        <input type="hidden" name="kind" value="follow" />
        <select name="what" aria-label="Author or topic">
          <option value="author">Author</option>
          <option value="topic">Topic</option>
        </select>
        <input name="name" maxlength={200} placeholder="Full name, or a topic in words" aria-label="Whom or what to follow" required />
        <button class="small" type="submit">
          Follow
        </button>
      </form>
    </>
  );
}
