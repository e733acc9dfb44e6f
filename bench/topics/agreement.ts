/**
 * How well groups of papers agree with headings under which people have put them. A paper under several headings
 * counts as one paper that is shared out among them evenly.
 */

export interface Agreement {
  /** Normalised mutual information, 0..1: mutual information over the mean of both entropies, as scikit-learn has it. */
  nmi: number;
  /** The share of papers that are under the commonest heading of their group, 0..1. Many small groups are purer than few large ones. */
  purity: number;
}

/**
 * @param groups Of each paper.
 * @param headings Of each paper; papers without any are left out.
 */
export function agreementOf(groups: ArrayLike<number>, headings: readonly (readonly string[])[]): Agreement {
  const cells = new Map<number, Map<string, number>>();
  const ofHeading = new Map<string, number>();
  let papers = 0;
  headings.forEach((all, paper) => {
    const group = groups[paper] as number;
    const cell = cells.get(group) ?? new Map<string, number>();
    if (all.length > 0) cells.set(group, cell);
    for (const heading of all) {
      cell.set(heading, (cell.get(heading) ?? 0) + 1 / all.length);
      ofHeading.set(heading, (ofHeading.get(heading) ?? 0) + 1 / all.length);
    }
    papers += Math.min(1, all.length);
  });
  const sizes = [...cells.values()].map((cell) => sumOf(cell.values()));
  let [mutual, pure] = [0, 0];
  [...cells.values()].forEach((cell, i) => {
    pure += Math.max(...cell.values());
    for (const [heading, count] of cell) {
      mutual += (count / papers) * Math.log((count * papers) / ((sizes[i] as number) * (ofHeading.get(heading) ?? 0)));
    }
  });
  const entropies = entropyOf(sizes, papers) + entropyOf([...ofHeading.values()], papers);
  // Everything in one group, under one heading: they agree.
  return { nmi: entropies === 0 ? 1 : (2 * mutual) / entropies, purity: pure / papers };
}

function entropyOf(counts: readonly number[], total: number): number {
  return -sumOf(counts.map((count) => (count / total) * Math.log(count / total)));
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
