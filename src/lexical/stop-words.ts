/**
 * Words that say nothing of what a paper is about: English function words, and the boilerplate of
 * abstracts. They are no terms by themselves, though one may be a part of a compound ("on-policy").
 */
const FUNCTION_WORDS = `a about above according across after again against albeit all almost along also although always am among
amongst an and another any anything are aren around as at away be became because become becomes been before behind being below
beside besides between beyond both but by came can cannot could did do does doesn doing don done down due during each either else
etc even ever every everything except few for from further furthermore generally get gets getting give given gives go goes got had
has have having he hence her here hers herself him himself his how however i ie eg if in indeed instead into is isn it its itself
just largely least less let like many may me might mine more moreover most mostly much must my myself namely near nearly neither
never nevertheless no none nor not nothing now of off often on once one only onto or other others otherwise our ours ourselves out
over own per perhaps quite rather really s same see seem seems several she should since so some something sometimes somewhat such
t than that the their theirs them themselves then there thereby therefore therein these they thing things this those though through
throughout thus to together too toward towards under unless unlike until up upon us use used uses using usually various vast very via
was wasn we well were weren what whatever when where whereas whereby wherein whether which while who whole whom whose why widely will
with within without won would yet you your yours yourself`;

const BOILERPLATE = `paper papers article work works study studies propose proposes proposed proposing present presents presented
presenting introduce introduces introduced introducing show shows showed shown showing demonstrate demonstrates demonstrated
demonstrating novel new recent recently result results approach approaches method methods based existing previous prior however
experiment experiments experimental extensive significantly significant outperform outperforms outperformed achieve achieves achieved
achieving provide provides provided providing address addresses addressed addressing problem problems investigate investigates
investigated find finds found finding findings available code publicly github https http www com org io`;

const STOP_WORDS: ReadonlySet<string> = new Set(`${FUNCTION_WORDS} ${BOILERPLATE}`.split(/\s+/));

/** Is a word, in lower case and not stemmed, no term by itself? */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** Phrases of abstracts whose single words are fine elsewhere. */
export const STOCK_PHRASES = /\bstate[- ]of[- ]the[- ]arts?\b|\bto the best of our knowledge\b|\bon the other hand\b|\bin order to\b/gi;
