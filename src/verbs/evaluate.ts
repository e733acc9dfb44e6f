import { z } from 'zod';
import { evaluationSchema, replayAnswerSchema } from '../evaluate/answer.js';
import type { Benchmark } from '../evaluate/benchmark.js';
import type { ContestJob } from '../evaluate/contest.js';
import { replaySchema } from '../evaluate/query.js';
import { verb } from './verb.js';

/** How good answers and picks are. */
export const evaluateVerbs = {
  /** Asks the questions of a benchmark, as `readBenchmark` gives it, and measures the answers. @throws INVALID_INPUT (nothing can be asked), INTERRUPTED */
  evaluate: verb({
    summary: 'Measures the answers to a benchmark.',
    input: z.strictObject({ benchmark: z.custom<Benchmark>((value) => typeof value === 'object' && value !== null) }),
    output: evaluationSchema,
    run: ({ services }, { benchmark }, options: ContestJob) => services.evaluator.benchmark(benchmark, options),
  }),

  /** Looks how a reader's own likes would have been foretold. @throws PROFILE_NOT_FOUND, PROFILE_UNREADABLE, INVALID_INPUT (too few likes) */
  replay: verb({
    summary: "Measures how a reader's own likes would have been predicted.",
    input: replaySchema,
    output: replayAnswerSchema,
    run: ({ services }, query, options: ContestJob) => services.evaluator.replay(query, options),
  }),
};
