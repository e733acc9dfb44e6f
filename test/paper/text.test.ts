import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cleanAbstract, cleanLine } from '../../src/paper/text.js';

describe('cleaning a text', () => {
  const cases: [name: string, raw: string, clean: string][] = [
    [
      'composes LaTeX accents',
      String.raw`Erd\H{o}s, M\"uller, Fran{\c c}ois, Ren\'{e}, \'Etienne, na\"{\i}ve`,
      'Erdős, Müller, François, René, Étienne, naïve',
    ],
    ['writes LaTeX letters', String.raw`\L{}ukasz, S{\o}ren, Stra{\ss}e, {\AA}ngstr{\"o}m`, 'Łukasz, Søren, Straße, Ångström'],
    ['unwraps emphasis', String.raw`\textbf{bold \emph{and} more} {\em i.e.}, \texttt{code}`, 'bold and more i.e., code'],
    ['unescapes percent and friends', String.raw`91.4\% of A\&B in a\_b, \#1`, '91.4% of A&B in a_b, #1'],
    [
      'takes the dollars off plain mathematics',
      String.raw`order $p=4$, $\lambda$-calculus, $\alpha \times \beta$`,
      'order p=4, λ-calculus, α × β',
    ],
    ['leaves mathematics that it does not understand', String.raw`$\frac{a}{b}$ and $\sqrt{n}$`, String.raw`$\frac{a}{b}$ and $\sqrt{n}$`],
    ['leaves commands that it does not know', String.raw`\citep{x} and \foo{bar}`, String.raw`\citep{x} and \foo{bar}`],
    [
      'writes operators and symbols within mathematics',
      String.raw`in $O(n\log n)$ time, $v \in V$, $\left(x\right)$, 50{\deg}`,
      'in O(n log n) time, v ∈ V, (x), 50°',
    ],
    ['takes off braces that LaTeX needed for a letter', String.raw`Lov{á}sz and IBM\,Heron, x_{α}`, 'Lovász and IBM Heron, x_{α}'],
    ['leaves prices alone', 'between $5 and $10, or US$ 20', 'between $5 and $10, or US$ 20'],
    ['decodes HTML entities', 'a &lt; b &amp; c &#8212; d&eacute;j&agrave;', 'a < b & c — déjà'],
    ['decodes what was escaped twice', 'a &amp;lt; b', 'a < b'],
    ['drops the tags that publishers leave', '<p>An <i>in vivo</i> study, H<sub>2</sub>O</p>', 'An in vivo study, H2O'],
    [
      'keeps words apart that only a tag of a block stood between',
      '<p>one</p><p>two</p>three<br/>four<jats:p>five',
      'one two three four five',
    ],
    ['keeps comparisons and unknown tags', 'if a<b and c>d, <unk> tokens', 'if a<b and c>d, <unk> tokens'],
    ['joins hard-wrapped lines', 'one line\n  and the next\r\nand a third', 'one line and the next and a third'],
    ['keeps a hyphen at the end of a line', 'state-of-\nthe-art', 'state-of-the-art'],
    ['keeps paragraphs', 'first\nparagraph\n\n  second', 'first paragraph\n\nsecond'],
    ['composes Unicode', 'Erdo\u030bs', 'Erdős'],
    ['replaces lone surrogates and drops control characters', 'a\ud800b\u0000c\ufeff', 'a\ufffdbc'],
    ['sets quotes and dashes of TeX', "``quoted'' pages 3--7 -- and a --flag", '“quoted” pages 3–7 – and a --flag'],
    ['unties words but not addresses', 'Fig.~3 and http://x.edu/~name, about ~50', 'Fig. 3 and http://x.edu/~name, about ~50'],
  ];
  for (const [name, raw, clean] of cases) {
    it(name, () => assert.equal(cleanAbstract(raw), clean));
  }

  it('makes one line of a title', () => {
    assert.equal(cleanLine('  A title\n  over two\n\nlines '), 'A title over two lines');
  });

  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '\\',
          '$',
          '{',
          '}',
          '&',
          'amp;',
          'lt;',
          "'",
          '`',
          '"',
          'e',
          'alpha',
          ' ',
          '\n',
          '~',
          '--',
          '<p>',
          '%',
          '^',
          '_',
          '10',
          'textbf',
        ),
        {
          maxLength: 30,
        },
      )
      .map((parts) => parts.join('')),
  );

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(texts, (raw) => {
        assert.equal(cleanAbstract(cleanAbstract(raw)), cleanAbstract(raw));
        assert.equal(cleanLine(cleanLine(raw)), cleanLine(raw));
      }),
      { numRuns: 3_000, seed: 11 },
    );
  });

  it('leaves letters and digits of plain text as they are, in every script', () => {
    const words = fc.array(fc.stringMatching(/^[\p{L}\p{N}]{1,8}$/u), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(' '));
    fc.assert(fc.property(words, (raw) => cleanLine(raw) === raw.normalize('NFC')));
  });
});
