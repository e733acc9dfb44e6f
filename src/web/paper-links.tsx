import { urlOf } from '../paper/id.js';
import type { Paper } from '../paper/paper.js';

/** Where a paper can be read: by each of its ids, at its source, and its code. Each address once. */
export function PaperLinks({ paper }: { paper: Paper }) {
  const links = linksOf(paper);
  if (links.length === 0) return null;
  return (
    <ul class="links" aria-label="Links">
      {links.map(([label, url]) => (
        <li>
          <a href={url} rel="noreferrer">
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}

function linksOf({ ids, url, code }: Paper): [label: string, url: string][] {
  const links: [string, string | undefined][] = [
    ...ids.map((id): [string, string | undefined] => [labelOf(id), urlOf(id)]),
    [`Source${hostIn(url)}`, url],
    [`Code${hostIn(code)}`, code],
  ];
  const byUrl = new Map<string, string>();
  for (const [label, address] of links) {
    // Whatever wrote the store, a link must not be able to run a script.
    if (address !== undefined && /^https?:/i.test(address) && !byUrl.has(address)) byUrl.set(address, label);
  }
  return [...byUrl].map(([address, label]) => [label, address]);
}

function labelOf(id: string): string {
  return id.replace(/^arxiv:/, 'arXiv:').replace(/^doi:/, 'DOI ');
}

function hostIn(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url)) return '';
  return ` (${new URL(url).hostname.replace(/^www\./, '')})`;
}
