import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Finished, finished, output } from './cli.js';
import { listFiles } from './files.js';

const NAME_SERVER = fileURLToPath(new URL('./name-server.js', import.meta.url));
const CALLS = 'connect,sendto,sendmsg,sendmmsg';
/** An address in a call's arguments as strace writes it; those of local sockets and of the kernel's have none. */
const ADDRESS = /inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/g;
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Why no namespace can be made here; undefined where it can. In CI it must be possible. */
export function noWitness(): string | undefined {
  if (process.env['CI']) return undefined;
  if (process.platform !== 'linux') return 'skipped: network namespaces are of Linux';
  if (process.getuid?.() !== 0) return 'skipped: to make a network namespace one has to be root';
  for (const [tool, argument] of [
    ['strace', '-V'],
    ['ip', '-V'],
    ['nsenter', '-V'],
  ] as const) {
    if (spawnSync(tool, [argument]).status !== 0)
      return `skipped: ${tool} is not installed (Debian: apt-get install strace iproute2 util-linux)`;
  }
  return spawnSync('unshare', ['--net', '--mount', 'true']).status === 0
    ? undefined
    : 'skipped: this system does not let us make a namespace';
}

/**
 * A network of its own with nothing in it but loopback and a name server that writes down what it is asked, and programs that
 * run in it under a trace, in an environment that has nothing of ours: no CI above all, which silences much.
 */
export class NetworkWitness {
  readonly #folder: string;
  readonly #holder: ChildProcess;
  #runs = 0;

  private constructor(folder: string, holder: ChildProcess) {
    this.#folder = folder;
    this.#holder = holder;
  }

  static async open(folder: string): Promise<NetworkWitness> {
    for (const name of ['home', 'tmp']) await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\n');
    await writeFile(join(folder, 'names'), '');
    // In place of itself at the end, so that its process id is the one to enter and to end.
    const script = 'ip link set lo up && mount --bind "$1/resolv.conf" /etc/resolv.conf && exec "$2" "$3" "$1/names"';
    const holder = spawn('unshare', ['--net', '--mount', 'sh', '-c', script, 'sh', folder, process.execPath, NAME_SERVER]);
    await output(holder.stdout, /ready/);
    return new NetworkWitness(folder, holder);
  }

  /** Starts Node in there, under the trace. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    this.#runs++;
    const trace = [
      'strace',
      '-f',
      '-qq',
      '--seccomp-bpf',
      '-e',
      `trace=${CALLS}`,
      '-e',
      'signal=none',
      '-o',
      join(this.#folder, `trace-${this.#runs}`),
    ];
    return this.#enter([...trace, process.execPath, ...args], env);
  }

  /** The same, to its end. */
  run(args: readonly string[], stdin = '', env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    const child = this.start(args, env);
    child.stdin?.end(stdin);
    return finished(child);
  }

  /** Gets a URL from within, untraced. */
  async get(url: string): Promise<string> {
    const child = this.#enter([process.execPath, '-e', 'fetch(process.argv[1]).then((r) => r.text()).then(console.log)', url]);
    return (await finished(child)).stdout;
  }

  /** All that was seen since the last time: names that were asked for, addresses beyond loopback, files left in HOME and in the folder for temporary ones. */
  async seen(): Promise<{ names: string[]; addresses: string[]; left: string[] }> {
    const traces = Array.from({ length: this.#runs }, (_, i) => join(this.#folder, `trace-${i + 1}`)).filter(existsSync);
    const lines = traces.flatMap((file) => readFileSync(file, 'utf8').split('\n')).filter(Boolean);
    const addresses = lines.flatMap((line) => [...line.matchAll(ADDRESS)].map(([, four, six]) => four ?? six ?? ''));
    const names = readFileSync(join(this.#folder, 'names'), 'utf8').split('\n').filter(Boolean);
    const left = (await Promise.all(['home', 'tmp'].map((name) => listFiles(join(this.#folder, name))))).flat();
    return { names: [...new Set(names)], addresses: [...new Set(addresses)].filter((each) => !LOOPBACK.test(each)), left };
  }

  /** Asks the program under a trace to end, as Ctrl-C does. */
  end(traced: ChildProcess): void {
    const children = readFileSync(`/proc/${traced.pid}/task/${traced.pid}/children`, 'utf8');
    for (const pid of children.split(' ').filter(Boolean)) process.kill(Number(pid), 'SIGTERM');
  }

  close(): void {
    this.#holder.kill();
  }

  #enter(command: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    const own = { PATH: process.env['PATH'], HOME: join(this.#folder, 'home'), TMPDIR: join(this.#folder, 'tmp'), NO_COLOR: '1', ...env };
    return spawn('nsenter', ['--target', String(this.#holder.pid), '--net', '--mount', ...command], { env: own });
  }
}
