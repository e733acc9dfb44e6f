import type { ProfilePage } from '../stores/profile-store.js';
import { readerPath, withQuery } from './addresses.js';
import { type AssetLinks, Layout } from './layout.js';

interface ReadersPageProps {
  profiles: ProfilePage['profiles'];
  /** Cursor of the next page. */
  next: string | undefined;
  assets: AssetLinks;
}

/** Who reads here, and a form for somebody new. */
export function ReadersPage({ profiles, next, assets }: ReadersPageProps) {
  return (
    <Layout title="Readers · Paperkin" assets={assets}>
      <h1>Readers</h1>
      <p class="lead">A reader has likes, and gets picks with reasons. All of it stays on this machine.</p>
      {profiles.length === 0 ? null : (
        <ul class="papers">
          {profiles.map(({ name, events, updated, problem }) => (
            <li>
              <h2>
                <a href={readerPath(name)}>{name}</a>
              </h2>
              <p class="facts">{problem ?? `${events.toLocaleString('en')} events, last ${updated.slice(0, 10)}`}</p>
            </li>
          ))}
        </ul>
      )}
      {next === undefined ? null : (
        <nav class="pager" aria-label="Pages of readers">
          <a href={withQuery('/readers', { cursor: next })} rel="next">
            More readers
          </a>
        </nav>
      )}
      <section aria-labelledby="new">
        <h2 id="new" class="section">
          A new reader
        </h2>
        <form class="fields" method="post" action="/readers">
          <input type="hidden" name="back" value="/readers" />
          <Field name="name" label="Name" hint="letters, digits, dots, hyphens" required />
          <Field name="about" label="Works on" hint="in your own words" />
          <Field name="like" label="Likes" hint="ids or addresses of papers" />
          <Field name="authors" label="Authors to follow" hint="full names, with commas between them" />
          <Field name="topics" label="Topics to follow" hint="with commas between them" />
          <button type="submit">Make it</button>
        </form>
      </section>
    </Layout>
  );
}

function Field({ name, label, hint, required = false }: { name: string; label: string; hint: string; required?: boolean }) {
  return (
    <p>
      <label for={`new-${name}`}>{label}</label>
      <input id={`new-${name}`} name={name} placeholder={hint} required={required} maxlength={20_000} autocomplete="off" />
    </p>
  );
}
