import type { KeptTerms, TermTrendsStore } from '../../src/stores/term-trends-store.js';
import { describeDerivedStore, type OpenedTwice } from './derived-store-contract.js';

const FIRST: KeptTerms = {
  identity: 'words/3 trends/1',
  sequence: 7,
  made: '2026-01-02T03:04:05.000Z',
  timeline: { period: 'week', periods: ['2026-01-05', '2026-01-12'], totals: [3, 4], complete: 2, undated: 1, earlier: 0, later: 0 },
  compared: { recent: { from: '2026-01-12', to: '2026-01-18', weeks: 1 }, before: { from: '2026-01-05', to: '2026-01-11', weeks: 1 } },
  tested: 12,
  rising: [
    {
      term: 'kv cache',
      also: ['cache'],
      change: { direction: 'rising', ratio: 2.5, low: 1.25, high: 5, p: 1e-9, q: 0.001, recent: 3, before: 1, since: '2026-01-12' },
      counts: [1, 3],
      topicality: 0.25,
      examples: [{ id: 'arxiv:2401.00001', title: 'Caches' }],
    },
  ],
  falling: [],
};
const { compared: _compared, ...others } = FIRST;
const SECOND: KeptTerms = { ...others, sequence: 8, rising: [] };

/** What every store of the trends of terms does. */
export function describeTermTrendsStore(name: string, open: () => Promise<OpenedTwice<TermTrendsStore>>): void {
  describeDerivedStore(`${name} as a store of trends of terms`, open, [FIRST, SECOND]);
}
