import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { atEnd } from '../support/endings.js';

/** V8's account of a process: how often each range of a script ran, the narrower range within the wider. */
const coverageSchema = z.object({
  result: z.array(
    z.object({
      url: z.string(),
      functions: z.array(z.object({ ranges: z.array(z.object({ startOffset: z.number(), endOffset: z.number(), count: z.number() })) })),
    }),
  ),
});
type Script = z.infer<typeof coverageSchema>['result'][number];

interface TestRun {
  passed: boolean;
  milliseconds: number;
}

/** A mutant has three times as long as its test took, and this, so that a machine that is busy for a moment kills none, milliseconds. */
const GRACE = 15_000;
/** No test may take longer untouched, milliseconds. */
const LONGEST = 180_000;

/** Ends each test that is running. */
const running = new Set<() => void>();
atEnd(() => {
  for (const end of running) end();
});

/** Runs one compiled test file, in a process group of its own that goes with it; what takes longer than `limit` milliseconds has failed. */
function runTest(root: string, test: string, limit: number, environment: NodeJS.ProcessEnv = {}): Promise<TestRun> {
  const begun = performance.now();
  const child = spawn(process.execPath, [test], { cwd: root, stdio: 'ignore', detached: true, env: { ...process.env, ...environment } });
  const killAll = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All have ended.
    }
  };
  const timer = setTimeout(killAll, limit);
  running.add(killAll);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(timer);
      killAll();
      running.delete(killAll);
      resolve({ passed: code === 0, milliseconds: performance.now() - begun });
    });
  });
}

/** A test file that passes on unchanged code, how long it takes then, and what of the code it runs. */
export class MeasuredTest {
  readonly #covered = new Map<string, Script[]>();

  readonly name: string;
  readonly milliseconds: number;
  readonly #root: string;

  private constructor(root: string, name: string, milliseconds: number, scripts: readonly Script[]) {
    this.#root = root;
    this.name = name;
    this.milliseconds = milliseconds;
    for (const script of scripts) this.#covered.set(script.url, [...(this.#covered.get(script.url) ?? []), script]);
  }

  /** @throws Error where the test fails on unchanged code. */
  static async measure(root: string, name: string): Promise<MeasuredTest> {
    const folder = join(root, 'coverage');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const { passed, milliseconds } = await runTest(root, name, LONGEST, { NODE_V8_COVERAGE: folder });
    if (!passed) throw new Error(`${name} fails on code that was not changed`);
    const scripts = readdirSync(folder).flatMap(
      (file) => coverageSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))).result,
    );
    const ours = pathToFileURL(join(root, 'build', 'src')).href;
    return new MeasuredTest(
      root,
      name,
      milliseconds,
      scripts.filter(({ url }) => url.startsWith(ours)),
    );
  }

  /** Whether it runs what stands at `place` of a file, in any of its threads and processes. */
  covers(file: string, place: number): boolean {
    return (this.#covered.get(pathToFileURL(join(this.#root, file)).href) ?? []).some((script) => countAt(script, place) > 0);
  }

  /** Whether it still passes. */
  async passes(): Promise<boolean> {
    return (await runTest(this.#root, this.name, 3 * this.milliseconds + GRACE)).passed;
  }
}

function countAt({ functions }: Script, place: number): number {
  const around = functions.flatMap(({ ranges }) => ranges).filter((range) => range.startOffset <= place && place < range.endOffset);
  if (around.length === 0) return 0;
  return around.reduce((a, b) => (b.endOffset - b.startOffset <= a.endOffset - a.startOffset ? b : a)).count;
}
