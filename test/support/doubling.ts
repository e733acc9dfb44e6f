/** What twice the input may cost, at most: linear work costs 2, with a logarithm a little more, the square 4. */
export const MOST_PER_DOUBLING = 2.5;

/** Milliseconds: what has that little for the largest input does not take the square of it, whatever a step costs. */
const NOTHING = 2;
/** Doublings over which growth is measured: more where the first measurement says that it is too much, since noise does not grow and the square does. */
const SPANS = [2, 2, 3, 4];

/**
 * How many times more a piece of work costs when its input doubles: the mean over two doublings or more. Measured in time of the
 * processor, so that a machine which is busy with something else changes little.
 * @param make Makes the input of a size, which is not timed.
 * @param size The smallest; the largest is 16 times that.
 */
export async function costOfDoubling<T>(make: (size: number) => T, run: (input: T) => unknown, size = 4_000): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (const [round, doublings] of SPANS.entries()) {
    const before = await leastTimeOf(make(size), run, 2 + 2 * round);
    const after = await leastTimeOf(make(size * 2 ** doublings), run, 1 + round);
    least = Math.min(least, after < NOTHING ? 1 : (after / before) ** (1 / doublings));
    if (least <= MOST_PER_DOUBLING) break;
  }
  return least;
}

/** In milliseconds. What the work throws is an answer like any other. */
async function leastTimeOf<T>(input: T, run: (input: T) => unknown, tries: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < tries; i++) {
    const begin = process.cpuUsage();
    try {
      await run(input);
    } catch {
      // Refused is fine, as long as it is refused in time.
    }
    const { user, system } = process.cpuUsage(begin);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}
