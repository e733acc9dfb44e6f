/** One condition on a paper. Texts and values are as typed, white space collapsed: how they are compared is not settled here. */
export type Clause =
  | { kind: 'word'; text: string }
  | { kind: 'phrase'; text: string }
  /** `text` is without the star. */
  | { kind: 'prefix'; text: string }
  /** A category may end in `.*`: all of a family. */
  | { kind: 'author' | 'category' | 'venue'; value: string }
  /** Both ends are included; undefined is open. */
  | { kind: 'year'; from: number | undefined; to: number | undefined };
