import ts from 'typescript';
import { seededOrder } from '../support/seeded.js';

/** One small wrong change of a file: what stands from `start` to `end`, in UTF-16 units, becomes `by`. */
export interface Mutant {
  start: number;
  end: number;
  by: string;
}

const { SyntaxKind } = ts;

/** Operators and what is put in their place: a bound moved by one, a sign turned, a question answered the other way round. */
const OPERATORS = new Map<ts.SyntaxKind, string>([
  [SyntaxKind.LessThanToken, '<='],
  [SyntaxKind.LessThanEqualsToken, '<'],
  [SyntaxKind.GreaterThanToken, '>='],
  [SyntaxKind.GreaterThanEqualsToken, '>'],
  [SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [SyntaxKind.PlusToken, '-'],
  [SyntaxKind.MinusToken, '+'],
  [SyntaxKind.AsteriskToken, '/'],
  [SyntaxKind.SlashToken, '*'],
  [SyntaxKind.PercentToken, '*'],
  [SyntaxKind.AmpersandAmpersandToken, '||'],
  [SyntaxKind.BarBarToken, '&&'],
  [SyntaxKind.PlusEqualsToken, '-='],
  [SyntaxKind.MinusEqualsToken, '+='],
]);

/** Methods of a list that may be left out of a chain. */
const STEPS = new Set(['filter', 'sort', 'reverse', 'slice', 'trim', 'toLowerCase']);

/** `count` mutants of a file of JavaScript, or all where there are fewer, drawn by `seed`; in their order in the file. */
export function mutantsOf(file: string, text: string, count: number, seed: string): Mutant[] {
  const all = everyMutant(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  const drawn = seededOrder(all, seed, ({ start, end, by }) => `${file}:${start}:${end}:${by}`).slice(0, count);
  return drawn.sort((a, b) => a.start - b.start);
}

export function mutated(text: string, { start, end, by }: Mutant): string {
  return text.slice(0, start) + by + text.slice(end);
}

function everyMutant(file: ts.SourceFile): Mutant[] {
  const found: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    for (const { at, by } of changesOf(node)) found.push({ start: at.getStart(file), end: at.getEnd(), by });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What may be changed at a node itself, not within it. */
function changesOf(node: ts.Node): { at: ts.Node; by: string }[] {
  if (ts.isBinaryExpression(node)) {
    const by = isOfText(node) ? undefined : OPERATORS.get(node.operatorToken.kind);
    return by === undefined ? [] : [{ at: node.operatorToken, by }];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) return [{ at: node, by: node.operand.getText() }];
  if (node.kind === SyntaxKind.TrueKeyword) return [{ at: node, by: 'false' }];
  if (node.kind === SyntaxKind.FalseKeyword) return [{ at: node, by: 'true' }];
  if (ts.isNumericLiteral(node))
    return ts.isPropertyAssignment(node.parent) && node.parent.name === node ? [] : [{ at: node, by: `(${node.text} + 1)` }];
  if (ts.isIfStatement(node)) return ['true', 'false'].map((by) => ({ at: node.expression, by }));
  if (ts.isConditionalExpression(node)) return ['true', 'false'].map((by) => ({ at: node.condition, by }));
  // An early return, and a call that is not made.
  if (ts.isReturnStatement(node) && node.expression && node.expression.getText() !== 'undefined') return [{ at: node, by: 'return;' }];
  if (ts.isExpressionStatement(node) && isCall(node.expression)) return [{ at: node, by: ';' }];
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) return changesOfMethod(node, node.expression);
  return [];
}

function changesOfMethod(call: ts.CallExpression, { expression, name }: ts.PropertyAccessExpression): { at: ts.Node; by: string }[] {
  if (expression.getText() === 'Math' && (name.text === 'min' || name.text === 'max'))
    return [{ at: name, by: name.text === 'min' ? 'max' : 'min' }];
  return STEPS.has(name.text) ? [{ at: call, by: expression.getText() }] : [];
}

function isCall(node: ts.Expression): boolean {
  return ts.isCallExpression(ts.isAwaitExpression(node) ? node.expression : node);
}

/** Texts can be put together, and nothing else. */
function isOfText({ left, right, operatorToken }: ts.BinaryExpression): boolean {
  const isText = (node: ts.Expression) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
  return (
    (operatorToken.kind === SyntaxKind.PlusToken || operatorToken.kind === SyntaxKind.PlusEqualsToken) && (isText(left) || isText(right))
  );
}
