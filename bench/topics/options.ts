/** What the parts are told on the command line. */
export interface Options {
  home?: string | undefined;
  /** A Python that has the packages of `peers/topics.py`. */
  python?: string | undefined;
  /** How many topics, one after the other, with commas between them. */
  topics?: string | undefined;
  /** Of how many papers, one after the other, with commas between them. */
  papers?: string | undefined;
  landmarks?: string | undefined;
  seed: string;
}
