/** What is told of a trend. */
export interface Change {
  /** `unknown`: not tested, for too few papers or periods. */
  readonly direction: 'rising' | 'falling' | 'steady' | 'unknown';
  /** Its share of all papers in the recent window, by that in the window before; half a paper is added to both, so it is finite. */
  readonly ratio: number;
  /** The interval of the ratio, 95%, uncorrected. */
  readonly low: number;
  readonly high: number;
  readonly p: number;
  /** The p corrected for all that was tested together. */
  readonly q: number;
  /** Papers in each window. */
  readonly recent: number;
  readonly before: number;
  /** Where in the timeline it rose or fell: the one step that fits the windows best. Of what rises or falls only. */
  readonly since: number | undefined;
}
