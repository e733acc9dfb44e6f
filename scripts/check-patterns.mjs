// Every regular expression in src has to match in linear time: on one that takes the square of it, a short input holds the only
// thread. Finds them in the syntax trees and asks recheck (https://makenowjust-labs.github.io/recheck/), which also looks for
// growth that comes of beginning anew at each place, as in /\s+$/. Prints those that are not safe, with an input that shows it.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Of one pattern, in milliseconds. */
const TIMEOUT = 60_000;
/** What is found by trying is found in each run. */
const SEED = 1;
const AT_ONCE = 2;
/** An attack takes less where it is none, in milliseconds. */
const LONG = 2_000;

const require = createRequire(import.meta.url);
// The compiled checker where there is one for the platform, else the same in JavaScript, four times slower; never Java.
process.env.RECHECK_BACKEND ??= hasNative() ? 'native' : 'pure';
const { check } = require('recheck');

const folder = fileURLToPath(new URL('../src/', import.meta.url));
const patterns = readdirSync(folder, { recursive: true })
  .filter((file) => /\.tsx?$/.test(file))
  .flatMap(patternsIn);
const problems = [];
const waiting = patterns.values();
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (const pattern of waiting) problems.push(...(await problemsOf(pattern)));
  }),
);
for (const problem of problems.sort()) console.error(problem);
console.log(`${patterns.length} regular expressions, ${problems.length} that may take more than linear time`);
process.exitCode = problems.length > 0 ? 1 : 0;

function hasNative() {
  return ['linux-x64', 'macos-arm64', 'macos-x64', 'windows-x64'].some((platform) => {
    try {
      return Boolean(require.resolve(`recheck-${platform}/package.json`));
    } catch {
      return false;
    }
  });
}

/** The literals of a file, and what it makes with `new RegExp`. */
function patternsIn(file) {
  const text = readFileSync(join(folder, file), 'utf8');
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    const where = () => `src/${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ where: where(), source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    } else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp') {
      const [source, flags] = (node.arguments ?? []).map((argument) => constant(argument, tree));
      found.push({ where: where(), source, flags: flags ?? '' });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The value of an expression of literals and of constants of the same file; undefined for any other. */
function constant(node, tree) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.map(({ expression, literal }) => [constant(expression, tree), literal.text]);
    return parts.some(([value]) => value === undefined) ? undefined : node.head.text + parts.flat().join('');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [constant(node.left, tree), constant(node.right, tree)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  if (!ts.isIdentifier(node)) return undefined;
  const declarations = tree.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => declarationList.declarations);
  const initialiser = declarations.find(({ name }) => name.getText() === node.text)?.initializer;
  return initialiser && constant(initialiser, tree);
}

async function problemsOf({ where, source, flags }) {
  if (source === undefined) return [`${where}: a pattern that is not made of constants cannot be checked`];
  const shown = `/${source}/${flags}`;
  const result = await check(source, flags, { timeout: TIMEOUT, randomSeed: SEED });
  if (result.status === 'safe') return [];
  if (result.status === 'unknown') return [`${where}: ${shown}: ${result.error.kind}`];
  if (result.checker === 'fuzz' && isFast(source, flags, result.attack.string)) return [];
  return [`${where}: ${shown}: ${result.complexity.summary}, as on ${result.attack.pattern}`];
}

/**
 * What was found by trying is a guess, now and then a wrong one: an attack is tens of thousands of characters long, on which linear
 * time is milliseconds and the square of it many seconds.
 */
function isFast(source, flags, attack) {
  const script = `const [source, flags, text] = JSON.parse(require('node:fs').readFileSync(0, 'utf8')); text.replace(new RegExp(source, flags), '')`;
  const { error, status } = spawnSync(process.execPath, ['-e', script], { input: JSON.stringify([source, flags, attack]), timeout: LONG });
  return error === undefined && status === 0;
}
