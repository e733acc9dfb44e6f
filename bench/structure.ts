/**
 * How a checkout is built: lines, files and folders, folders of src that need each other in a circle, words of documentation.
 * `node build/bench/structure.js [FOLDER]`, by default this one; what git tracks there counts. Needs the packages of that checkout.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ICruiseResult } from 'dependency-cruiser';
import { PACKAGE_ROOT } from '../src/files/package-root.js';
import { table } from './support/machine.js';

const folder = resolve(process.argv[2] ?? PACKAGE_ROOT);

const rows = ['src', 'test', 'bench'].map((part) => {
  const files = tracked(part).filter((file) => /\.(?:tsx?|py|mjs|cjs)$/.test(file));
  const lines = files.map((file) => ({ file, count: textOf(file).split('\n').length - 1 }));
  const longest = lines.reduce((most, one) => (one.count > most.count ? one : most));
  const total = lines.reduce((sum, { count }) => sum + count, 0);
  return [part, total, files.length, new Set(files.map((file) => dirname(file))).size, `${longest.file}, ${longest.count}`];
});
console.log(table(['', 'lines', 'files', 'folders', 'longest file, lines'], rows));

const needs = foldersNeeded();
const circles = circlesOf(needs);
const mutual = [...needs].flatMap(([a, others]) => [...others].filter((b) => a < b && needs.get(b)?.has(a)).map((b) => `${a} ↔ ${b}`));
console.log(
  `\n${needs.size} nodes in src (each folder, and each file at its root), ${[...needs.values()].reduce((sum, { size }) => sum + size, 0)} imports between them`,
);
console.log(`${circles.length} circles${circles.map((circle) => `\n  ${circle.length} nodes: ${circle.join(', ')}`).join('')}`);
console.log(`${mutual.length} pairs that need each other${mutual.map((pair) => `\n  ${pair}`).join('')}`);

const texts = ['README.md', ...tracked('docs').filter((file) => file.endsWith('.md'))];
const words = texts.reduce((sum, file) => sum + (textOf(file).match(/\S+/g)?.length ?? 0), 0);
console.log(`\n${words} words in README.md and ${texts.length - 1} files of docs`);

function tracked(part: string): string[] {
  return execFileSync('git', ['ls-files', '-z', part], { cwd: folder, encoding: 'utf8' }).split('\0').filter(Boolean);
}

function textOf(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

/** By folder of src, or file at its root: those whose files it imports, types too. */
function foldersNeeded(): Map<string, Set<string>> {
  const depcruise = join(folder, 'node_modules', '.bin', 'depcruise');
  const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src'];
  const json = execFileSync(depcruise, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
  const nodeOf = (file: string) => (dirname(file) === 'src' ? file : dirname(file));
  const found = new Map<string, Set<string>>();
  for (const { source, dependencies } of (JSON.parse(json) as ICruiseResult).modules) {
    if (!source.startsWith('src/')) continue;
    const node = nodeOf(source);
    const others = found.get(node) ?? new Set();
    for (const { resolved } of dependencies) if (resolved.startsWith('src/') && nodeOf(resolved) !== node) others.add(nodeOf(resolved));
    found.set(node, others);
  }
  return found;
}

/** Nodes that reach each other, in groups: strongly connected components of more than one node. */
function circlesOf(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const reached = new Map([...graph.keys()].map((node) => [node, reachedFrom(graph, node)]));
  const circles = new Map<string, string[]>();
  for (const node of [...graph.keys()].sort()) {
    const circle = [...(reached.get(node) ?? [])].filter((other) => reached.get(other)?.has(node)).sort();
    if (circle.length > 1) circles.set(circle[0] as string, circle);
  }
  return [...circles.values()];
}

function reachedFrom(graph: ReadonlyMap<string, ReadonlySet<string>>, node: string): Set<string> {
  const seen = new Set<string>();
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const other of graph.get(next) ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      waiting.push(other);
    }
  }
  return seen;
}
