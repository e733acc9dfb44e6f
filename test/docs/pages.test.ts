import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';

const DOCS = join(PACKAGE_ROOT, 'docs');
const RECORDS = join(DOCS, 'decisions');

const pages = [
  ...['README.md', 'CONTRIBUTING.md'].map((name) => join(PACKAGE_ROOT, name)),
  ...readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(DOCS, name)),
];
const records = readdirSync(RECORDS)
  .filter((name) => name !== 'README.md')
  .sort()
  .map((name) => ({ name, text: readFileSync(join(RECORDS, name), 'utf8') }));

describe('the documentation', () => {
  it('leads nowhere that is not there', () => {
    const broken = pages.flatMap((page) =>
      linksOf(readFileSync(page, 'utf8'))
        .filter((link) => !leadsSomewhere(page, link))
        .map((link) => `${relative(PACKAGE_ROOT, page)}: ${link}`),
    );
    assert.deepEqual(broken, []);
  });

  it('has the architecture on a page of at most 600 words', () => {
    assert.ok(wordsIn(readFileSync(join(DOCS, 'architecture.md'), 'utf8')) <= 600);
  });
});

describe('the decisions', () => {
  it('are numbered without a gap, and the list has each with its title and date', () => {
    const listed = [...readFileSync(join(RECORDS, 'README.md'), 'utf8').matchAll(/^\| (\d+) \| \[(.+)\]\((.+)\) \| (\S+) \|$/gm)];
    assert.deepEqual(
      listed.map(([, number, title, name, date]) => ({ name, head: `# ${number}. ${title}\n\n${date}\n` })),
      records.map(({ name, text }, i) => ({
        name: `${String(i + 1).padStart(4, '0')}${name.slice(4)}`,
        head: text.split('\n', 3).join('\n').concat('\n'),
      })),
    );
  });

  it('say each what it is about, what was decided, what was measured and what else there was, in fewer than 200 words', () => {
    for (const { name, text } of records) {
      const parts = [...text.matchAll(/^\*\*(\w+)\.\*\* \S/gm)].map(([, part]) => part);
      assert.deepEqual(parts, ['Context', 'Decision', 'Measured', 'Alternatives'], name);
      assert.ok(wordsIn(text) < 200, name);
    }
  });

  it('give the reason of every dependency', () => {
    const { dependencies, optionalDependencies, devDependencies } = JSON.parse(
      readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string>>;
    const names = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies });
    const all = records.map(({ text }) => text).join('\n');
    const unexplained = names.filter((name) => !all.includes(`\`${name}\``));
    assert.deepEqual(unexplained, []);
  });
});

/** What a page links to, but for other servers. */
function linksOf(text: string): string[] {
  const withoutCode = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, 'code');
  return [...withoutCode.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => (/^[a-z]+:/.test(link) ? [] : [link]));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(target)) return false;
  return anchor === undefined || anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
}

/** As the forges make them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}
