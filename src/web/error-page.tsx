import type { PaperkinError } from '../errors.js';
import { Facts } from './facts.js';
import { type AssetLinks, Layout } from './layout.js';

interface ErrorPageProps {
  error: Pick<PaperkinError, 'code' | 'message' | 'remedy'>;
  requestId: string;
  /** What was asked, so that it can be corrected. */
  query: string | undefined;
  assets: AssetLinks;
}

/** An error for people: what is wrong, and what to do. */
export function ErrorPage({ error, requestId, query, assets }: ErrorPageProps) {
  const { message, remedy, code } = error;
  return (
    <Layout title={`${message} · Paperkin`} query={query} assets={assets}>
      <h1>{message}</h1>
      <p>{remedy}</p>
      <p>
        <a href="/">To the newest papers</a>
      </p>
      <Facts facts={[code, `request ${requestId}`]} />
    </Layout>
  );
}
