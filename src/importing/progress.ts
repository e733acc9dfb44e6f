import type { ImportReport } from '../stores/paper-store.js';

/** How far long work has come. */
export interface ImportProgress {
  phase:
    | 'reading'
    | 'terms'
    | 'embedding'
    | 'indexing'
    | 'asking'
    | 'comparing'
    | 'grouping'
    | 'counting'
    | 'laying out'
    | 'placing'
    | 'measuring';
  /** While reading. */
  report?: ImportReport;
  bytes?: number;
  totalBytes?: number | undefined;
  /**
   * While embedding: papers done, of the papers that lacked a vector. While taking words out of texts: papers done. While asking: questions. While
   * comparing, for topics, or counting terms: papers; while grouping these: rounds, at most. Of a map: rounds of its layout, then papers.
   */
  done?: number;
  total?: number;
}
