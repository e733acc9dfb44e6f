/**
 * The part of LaTeX that occurs in titles and abstracts, turned into Unicode. Whatever is not in
 * these tables is left exactly as it stands.
 */

/** Accent command -> combining character, put after its letter and composed by NFC. */
const ACCENTS: Readonly<Record<string, string>> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '"': '\u0308',
  '=': '\u0304',
  '.': '\u0307',
  u: '\u0306',
  v: '\u030C',
  H: '\u030B',
  c: '\u0327',
  k: '\u0328',
  r: '\u030A',
  d: '\u0323',
  b: '\u0331',
  t: '\u0361',
};

/** Commands that stand for one character, in text or in mathematics. */
const SYMBOLS: Readonly<Record<string, string>> = {
  ss: 'ß',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  aa: 'å',
  AA: 'Å',
  i: 'ı',
  j: 'ȷ',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  zeta: 'ζ',
  eta: 'η',
  theta: 'θ',
  vartheta: 'ϑ',
  iota: 'ι',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  upsilon: 'υ',
  phi: 'φ',
  varphi: 'φ',
  chi: 'χ',
  psi: 'ψ',
  omega: 'ω',
  Gamma: 'Γ',
  Delta: 'Δ',
  Theta: 'Θ',
  Lambda: 'Λ',
  Xi: 'Ξ',
  Pi: 'Π',
  Sigma: 'Σ',
  Phi: 'Φ',
  Psi: 'Ψ',
  Omega: 'Ω',
  times: '×',
  cdot: '·',
  pm: '±',
  mp: '∓',
  div: '÷',
  ast: '∗',
  star: '⋆',
  circ: '∘',
  bullet: '•',
  le: '≤',
  leq: '≤',
  ge: '≥',
  geq: '≥',
  ne: '≠',
  neq: '≠',
  approx: '≈',
  sim: '∼',
  simeq: '≃',
  equiv: '≡',
  propto: '∝',
  ll: '≪',
  gg: '≫',
  lesssim: '≲',
  gtrsim: '≳',
  in: '∈',
  notin: '∉',
  subset: '⊂',
  subseteq: '⊆',
  cup: '∪',
  cap: '∩',
  forall: '∀',
  exists: '∃',
  neg: '¬',
  wedge: '∧',
  vee: '∨',
  oplus: '⊕',
  otimes: '⊗',
  emptyset: '∅',
  to: '→',
  rightarrow: '→',
  leftarrow: '←',
  leftrightarrow: '↔',
  Rightarrow: '⇒',
  Leftrightarrow: '⇔',
  mapsto: '↦',
  uparrow: '↑',
  downarrow: '↓',
  infty: '∞',
  partial: '∂',
  nabla: '∇',
  sum: '∑',
  prod: '∏',
  int: '∫',
  ell: 'ℓ',
  hbar: 'ℏ',
  ldots: '…',
  dots: '…',
  cdots: '⋯',
  prime: '′',
  dagger: '†',
  S: '§',
  copyright: '©',
  pounds: '£',
  textregistered: '®',
  texttrademark: '™',
  textdegree: '°',
  textasciitilde: '~',
  textbackslash: '\\',
  textquoteright: '’',
  LaTeX: 'LaTeX',
  TeX: 'TeX',
  deg: '°',
  quad: ' ',
  qquad: ' ',
};

/** Operators that mathematics sets upright: their command is their name. */
const OPERATORS = new Set([
  'log',
  'ln',
  'exp',
  'min',
  'max',
  'sin',
  'cos',
  'tan',
  'tanh',
  'arg',
  'argmax',
  'argmin',
  'sup',
  'inf',
  'lim',
  'det',
  'dim',
  'gcd',
  'Pr',
]);

/** Commands whose argument is the text itself; how it looks is none of ours. */
const WRAPPERS =
  /\\(?:emph|text(?:bf|it|tt|sc|sf|rm|sl|up|md|normal)?|math(?:bf|it|tt|sf|rm|cal|bb|scr|frak|normal)|boldsymbol|bm|mbox|hbox|operatorname\*?|underline|uline|ensuremath)\s*\{([^{}\\$]*)\}/g;
/** `{\em text}` and its kin: a switch that reaches to the closing brace. */
const SWITCHES = /\{\\(?:em|it|bf|tt|sc|sf|rm|sl|itshape|bfseries|ttfamily|scshape|small|large)\s+([^{}\\$]*)\}/g;
/** `\'e`, `\'{e}`, `{\'e}`, `\c{c}`, `\v s`: an accent and its letter (or dotless i and j). */
const SYMBOL_ACCENT = /\{?\\([`'^~"=.])\s*(?:\{(\\?[A-Za-z])\s*\}|(\\[ij](?![A-Za-z])|[A-Za-z]))(\}?)/g;
const LETTER_ACCENT = /\{?\\([uvHckrdbt])(?:\s*\{(\\?[A-Za-z])\s*\}|\s+([A-Za-z])(?![A-Za-z]))(\}?)/g;
/** `{\o}`: a letter in braces of its own. */
const BRACED_LETTER = /\{(\\(?:ss|o|O|l|L|ae|AE|oe|OE|aa|AA|i|j))\s*\}/g;
/** A whole command name, with the braces that may end it. */
const COMMAND = /\\([A-Za-z]+)(\{\})?( ?)/g;
/** Sizes of brackets and thin spaces: how a formula looks is none of ours. */
const LAYOUT = /\\(?:left|right|bigl?|bigr|Bigl?|Bigr|displaystyle|limits)(?![A-Za-z])|\\!/g;
const THIN_SPACE = /\\[,;:](?=\S)/g;
/** Braces around one letter that LaTeX needed to type it; not around an index, an exponent or an argument. */
const LONE_LETTER = /(?<![_^]|\\[A-Za-z]{1,20})\{([^\p{ASCII}])\}/gu;
const ESCAPED = /\\([%&_#{}])/g;
/** `$…$` as pandoc reads it: no space inside the dollars, no digit after them (so prices survive). */
const INLINE_MATH = /(?<![\\$])\$(?!\s)([^$]{1,400}?)(?<![\s\\])\$(?![\d$])/g;

/** Replaces the LaTeX that we understand; text without a backslash, dollar or brace comes back as it is. */
export function latexToUnicode(text: string): string {
  if (!/[\\${]/.test(text)) return text;
  let out = text;
  if (out.includes('\\')) {
    out = out.replace(SYMBOL_ACCENT, accent).replace(LETTER_ACCENT, accent);
    out = out.replace(BRACED_LETTER, '$1{}').replace(SWITCHES, '$1');
    // Innermost first, so that \textbf{\emph{x}} takes two rounds.
    for (let round = 0; round < 3; round++) out = out.replace(WRAPPERS, '$1');
    out = out.replace(LAYOUT, '').replace(THIN_SPACE, ' ').replace(COMMAND, command);
    out = out.replace(ESCAPED, '$1');
  }
  out = out.replace(INLINE_MATH, plainMath).replace(LONE_LETTER, '$1');
  return out.replace(/\\\$/g, '$');
}

function command(whole: string, name: string, _braces: string | undefined, space: string, at: number, text: string): string {
  if (OPERATORS.has(name)) return (/[\p{L}\p{N})]/u.test(text[at - 1] ?? '') ? ' ' : '') + name + space;
  if (!Object.hasOwn(SYMBOLS, name)) return whole;
  const symbol = SYMBOLS[name] ?? '';
  // TeX swallows the space after a command; between a letter of a word and the next it was no space.
  return /^\p{L}$/u.test(symbol) && !GREEK.test(symbol) ? symbol : symbol + space;
}

const GREEK = /\p{Script=Greek}/u;

function accent(whole: string, mark: string, braced: string | undefined, bare: string | undefined, close: string): string {
  const letter = (braced ?? bare ?? '').replace(/^\\/, '');
  const combining = ACCENTS[mark];
  if (combining === undefined) return whole;
  const opens = whole.startsWith('{');
  // "{\'e}" loses both braces; "{\'e" or "\'e}" keep the one that belongs to something else.
  const before = opens && close === '' ? '{' : '';
  const after = !opens && close !== '' ? close : '';
  return `${before}${letter}${combining}${after}`;
}

/** Mathematics that is plain once its symbols are Unicode loses its dollars; all other keeps them. */
function plainMath(whole: string, inside: string): string {
  const beyondScripts = inside.replace(/[_^]\{[^{}\\]*\}/g, '').replace(/\p{L}{2,}/gu, (word) => (OPERATORS.has(word) ? '' : word));
  // Words between two dollars are prose between two prices, or mathematics that says something in words.
  return /[\\{}&]|\s\p{L}{2,}/u.test(beyondScripts) ? whole : inside.replace(/\s+/g, ' ');
}
