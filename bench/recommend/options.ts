/** What the parts are told on the command line. */
export interface Options {
  home?: string | undefined;
  /** `dev`: what constants were chosen on; `test`: the others. */
  readers: string;
  /** Only the first so many. */
  some?: string | undefined;
  /** Whoever has not been asked by then is left out. */
  minutes?: string | undefined;
  /** Of the SVM of the baseline. */
  costs?: string | undefined;
  /** Whether that also reads authors' names, which takes twice as long. */
  authors?: boolean | undefined;
  profiles?: string | undefined;
  /** Readers whose lists are all made anew. */
  refreshed?: string | undefined;
}
