/** What a reader files under a topic of the starter corpus. */
export interface FiledByHand {
  name: string;
  /** Of one line, for those who want to say more than the name. */
  description: string;
  yes: readonly string[];
  /** Counted neither way. */
  borderline: readonly string[];
}

/**
 * All 453 papers were judged, by title and summary, before any named topic had been made; the lists are not to be changed to suit a
 * method.
 *
 * KV cache: the cache of keys and values that transformers decode with is what the paper works on. It makes it smaller (evicts,
 * quantises, shares, compresses), stores, moves, repairs or rewrites it, reads it selectively, or measures what it does. That the word
 * stands there is not asked for (GQA shares key-value heads, which is what makes the cache small). Borderline: the cache is one of several
 * things that are quantised (QuaRot, QServe, TurboQuant, a study of reasoning models), a gain or a setting besides (Kimi Linear, MSA, serving
 * on AMD, a measure of tool calls), or what goes into it is chosen beforehand (GemFilter). Not: kernels and forms of attention that
 * save arithmetic (FlashAttention, NSA, BLASST, linear attention), caches of other things (experts, features of diffusion).
 */
export const KV_CACHE: FiledByHand = {
  name: 'KV cache',
  description: 'Making the cache of keys and values smaller, moving it or sharing it while a language model decodes.',
  yes: [
    'arxiv:2403.09054',
    'arxiv:2506.15969',
    'arxiv:2505.16950',
    'arxiv:2604.04921',
    'arxiv:2305.13245',
    'arxiv:2309.17453',
    'arxiv:2306.14048',
    'arxiv:2404.14469',
    'arxiv:2402.02750',
    'arxiv:2405.12981',
    'arxiv:2405.04437',
    'arxiv:2605.08913',
    'arxiv:2405.16444',
    'arxiv:2407.00079',
    'arxiv:2410.10819',
    'arxiv:2406.10774',
    'arxiv:2502.14837',
    'arxiv:2505.23416',
    'arxiv:2604.11288',
  ],
  borderline: [
    'hash:8cc07684477d23a0dad6',
    'arxiv:2603.23516',
    'arxiv:2603.10031',
    'arxiv:2409.17422',
    'arxiv:2510.26692',
    'arxiv:2404.00456',
    'arxiv:2504.19874',
    'arxiv:2405.04532',
    'arxiv:2504.04823',
  ],
};

/**
 * Symbolic reasoning: conclusions are drawn, or found, by handling explicit symbols under rules. Formal proofs and the search for them,
 * logic, computer algebra and symbolic mathematics, formulas found from data (symbolic regression), solvers and synthesisers that models
 * call, neurosymbolic models; benchmarks of these, too. Borderline: symbolic in name more than in deed (routing by named skills, a memory
 * for agents, physics in LaTeX), programs read as pictures, proofs in plain language, types that guide decoding, walks through a knowledge
 * graph. Not: mathematics in plain language, links predicted by embeddings of graphs, ASCII art, agents that write code.
 */
export const SYMBOLIC_REASONING: FiledByHand = {
  name: 'symbolic reasoning',
  description: 'Formal proofs, logic, symbolic mathematics and regression, solvers and neurosymbolic models.',
  yes: [
    'arxiv:2105.03949',
    'arxiv:2505.23851',
    'arxiv:2507.15917',
    'hash:03d4537faa15f71a703a',
    'arxiv:2502.17925',
    'arxiv:2603.12744',
    'arxiv:2504.10369',
    'arxiv:2309.14396',
    'arxiv:2502.03544',
    'arxiv:2404.06405',
    'arxiv:2504.21801',
    'arxiv:2606.06468',
    'arxiv:2407.11214',
    'arxiv:2303.04488',
    'arxiv:2404.18400',
    'arxiv:2504.10415',
    'arxiv:2602.08885',
    'arxiv:2605.05485',
    'arxiv:2309.12207',
    'arxiv:2410.08304',
    'arxiv:2505.23696',
    'arxiv:2410.02666',
    'arxiv:2305.12295',
    'arxiv:2505.13138',
    'arxiv:2406.04472',
    'arxiv:2310.19791',
    'arxiv:2406.07222',
    'arxiv:2503.07554',
    'arxiv:2509.25197',
  ],
  borderline: [
    'hash:bb04b95d96f3cc8f7611',
    'arxiv:2408.08313',
    'arxiv:2601.15311',
    'arxiv:2510.04721',
    'arxiv:2503.05641',
    'arxiv:2504.09246',
    'arxiv:2307.07697',
  ],
};
