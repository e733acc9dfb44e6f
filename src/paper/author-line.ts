import type { Paper } from './paper.js';

/** "Ada Lovelace, Alan Turing and 3 more", "8 authors", "NVIDIA": as much as is known, `shown` names of it. */
export function authorLine({ authors, authorCount, organisation }: Paper, shown: number): string {
  const more = authors.length - shown;
  const named = authors.slice(0, shown).join(', ') + (more > 0 ? ` and ${more} more` : '');
  const counted = authorCount === undefined ? '' : `${authorCount} author${authorCount === 1 ? '' : 's'}`;
  return [named || counted, organisation].filter(Boolean).join(' · ');
}
