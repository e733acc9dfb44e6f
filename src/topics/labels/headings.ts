/** What stands in few topics but names none: ends of formulas and addresses, and what abstracts say of themselves. Stems. */
const NOTHING: ReadonlySet<string> = new Set(
  `sqrt widetild widehat mathcal mathbb mathbf frac tild infti log et al com org http www io doi arxiv eg ie vs
  first second third one two three four five longer larger earlier current look success exceed hold rais separ
  improv mitig suggest prove reduc enabl achiev benchmark dataset challeng task baselin perform learn train data model set system differ state-of`.split(
    /\s+/,
  ),
);
/** Adjectives by their endings and by themselves, and nouns that end alike. */
const ADJECTIVE =
  /(?:[^aeiou]al|[iu]al|[^aeiou]ic|[st]ive|ous|ful|less|[^aeiou]ar|[^e]ed)$|^(?:large|long|short|high|low|small|rich|diverse|robust|open|full|complex|general|safe|incorrect|convex|deep)$/;
const NOUN =
  /(?:signal|proposal|crystal|metal|animal|interval|manual|journal|retrieval|survival|removal|logic|music|traffic|topic|metric|arithmetic|heuristic|mechanic|clinic|objective|narrative|perspective|radar|lidar|seminar|grammar|calendar|solar|embed)$/;
/** A name has capitals or single letters, and what is something of something is a thing: `nnU-Net`, `k-means`, `mixture-of-experts`. */
const NAME = /\p{Lu}|(?:^|-)\p{L}(?:-|$)|-of-/u;

/** Is no word of a phrase worth a place in a label? */
export function isGeneric(stems: readonly string[]): boolean {
  return stems.every((stem) => NOTHING.has(stem));
}

/** Is a phrase, as it is written, waiting for a noun: "legal", "low-bit", "multi-turn", "open-vocabulary semantic"? */
export function isModifier(written: string): boolean {
  const last = written.split(' ').at(-1) ?? '';
  if (NAME.test(last)) return false;
  return last.includes('-') || (ADJECTIVE.test(last) && !NOUN.test(last));
}
