import type { PaperkinError } from '../errors.js';
import { type AssetLinks, Layout } from './layout.js';

/** An error for people: what is wrong, and what to do. */
export function ErrorPage({ error, assets }: { error: PaperkinError; assets: AssetLinks }) {
  const { message, remedy, code } = error.toJSON();
  return (
    <Layout title={`${message} · Paperkin`} assets={assets}>
      <h1>{message}</h1>
      <p>{remedy}</p>
      <p class="facts">{code}</p>
    </Layout>
  );
}
