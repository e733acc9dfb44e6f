import type { Heading } from './choose.js';

/** A term that is worth less than this share of the first has no place in a label. */
const LEAST_OF_FIRST = 0.45;
const MOST_TERMS = 3;

export type Named = Pick<Heading, 'text' | 'score' | 'written'>;

/**
 * Chooses among what topics may be called, so that no two have the same label and no two siblings begin alike
 * where there is another word for one of them: the one that it fits better keeps it.
 * @param candidates Of each topic, the best first.
 * @param families Siblings, topics above before those below.
 * @returns Of each topic its terms; only where candidates of several are the same to the last may labels be.
 */
export function distinctLabels<T extends Named>(candidates: readonly (readonly T[])[], families: Iterable<readonly number[]>): T[][] {
  const labels: T[][] = candidates.map(() => []);
  const taken = new Set<string>();
  for (const siblings of families) {
    const heads = new Set<string>();
    const best = (topic: number) => candidates[topic]?.[0]?.score ?? 0;
    for (const topic of siblings.toSorted((a, b) => best(b) - best(a) || a - b)) {
      const label = labelOf(candidates[topic] ?? [], heads, taken);
      labels[topic] = label;
      heads.add(label[0]?.text ?? '');
      taken.add(identityOf(label));
    }
  }
  return labels;
}

function labelOf<T extends Named>(candidates: readonly T[], heads: ReadonlySet<string>, taken: ReadonlySet<string>): T[] {
  const good = candidates.filter(({ score }) => score >= LEAST_OF_FIRST * (candidates[0]?.score ?? 0));
  const head = good.find(({ text }) => !heads.has(text)) ?? good[0];
  const label = head ? [head, ...good.filter((other) => other !== head)].slice(0, MOST_TERMS) : [];
  // One word alone is rarely enough to know what is meant: "codes".
  const second = candidates.find((candidate) => candidate !== head);
  if (label.length === 1 && second && !head?.written.includes(' ')) label.push(second);
  for (const next of candidates.filter((candidate) => !label.includes(candidate))) {
    if (!taken.has(identityOf(label))) break;
    if (label.length === MOST_TERMS) label.pop();
    label.push(next);
  }
  return label;
}

/** The same terms in another order are the same label. */
function identityOf(label: readonly Named[]): string {
  return label
    .map(({ text }) => text)
    .sort()
    .join(', ');
}
