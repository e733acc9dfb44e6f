/**
 * The rooms of src/, from the ground up, each with the rooms that it may import beside itself and `errors.ts`. A room may name
 * rooms above it in the table alone, so no two need each other: neither could be read or tested without the other.
 *
 * Data flows one way: what papers and profiles are, the contracts of the parts, the parts themselves, the verbs, the engine, the doors.
 */
const PLUMBING = ['threads', 'files', 'input', 'numeric', 'simd', 'jobs'];
const DATA = ['paper', 'profile'];
/** What a part must do, and pure functions that define a thing for everybody (what a term is). Verbs take parts as arguments. */
const CONTRACTS = ['derived', 'stores', 'embedding', 'dense', 'lexical', 'formats', 'sources'];
const VERBS = ['indexing', 'importing', 'search', 'readers', 'recommend', 'evaluate', 'topics', 'named-topics', 'trends', 'map'];

const ROOMS = {
  // Plumbing: of threads, of files, of what was given from outside, of numbers, of work in the background.
  threads: [],
  input: [],
  files: ['threads', 'input'],
  numeric: [],
  simd: [],
  jobs: ['threads', 'input'],
  // What everything is about.
  paper: [],
  profile: ['paper', 'input', 'threads'],
  // Contracts.
  derived: ['files', 'threads'],
  stores: DATA,
  embedding: ['stores', 'paper'],
  dense: ['paper', 'derived', 'files', 'simd'],
  lexical: ['paper', 'derived'],
  formats: ['paper'],
  sources: ['formats', 'paper'],
  // Parts: exchangeable only while none knows another, and none but stores knows what a reader did.
  'stores/sqlite': ['stores', ...DATA, 'files', 'threads'],
  'stores/files': ['stores', 'stores/sqlite', ...DATA, 'derived', 'files', 'threads'],
  // What can be made anew, apart from what cannot.
  'stores/files/derived': ['stores', 'files'],
  'embedding/local': ['embedding', 'stores', 'paper', 'files', 'threads'],
  'dense/hnsw': ['dense', 'paper', 'derived', 'files', 'threads', 'simd'],
  'lexical/inverted': ['lexical', 'paper', 'derived', 'files', 'threads'],
  'formats/parsers': ['formats', 'paper', 'input'],
  // The list of formats, which loads none before it is needed: whoever takes or names a format takes it from here.
  'formats/registry': ['formats', 'formats/parsers'],
  'sources/files': ['sources', 'formats', 'formats/registry', 'formats/parsers', 'paper'],
  // Verbs, and what they share.
  clustering: ['stores', 'lexical', ...PLUMBING],
  indexing: [...CONTRACTS, ...DATA, ...PLUMBING],
  search: ['indexing', ...CONTRACTS, ...DATA, ...PLUMBING],
  importing: ['formats/registry', 'indexing', 'search', ...CONTRACTS, ...DATA, ...PLUMBING],
  readers: ['search', ...CONTRACTS, ...DATA, ...PLUMBING],
  recommend: ['search', 'indexing', ...CONTRACTS, ...DATA, ...PLUMBING],
  evaluate: ['recommend', 'search', ...CONTRACTS, ...DATA, ...PLUMBING],
  'topics/labels': ['stores', 'dense', 'lexical', 'paper'],
  topics: ['topics/labels', 'clustering', 'readers', 'search', 'indexing', ...CONTRACTS, ...DATA, ...PLUMBING],
  'named-topics': ['topics', 'recommend', 'readers', 'search', 'indexing', ...CONTRACTS, ...DATA, ...PLUMBING],
  trends: ['topics', 'search', 'indexing', ...CONTRACTS, ...DATA, ...PLUMBING],
  drawing: ['trends', 'stores', 'paper'],
  map: ['drawing', 'topics', 'search', 'indexing', ...CONTRACTS, ...DATA, ...PLUMBING],
  verbs: ['formats/registry', ...VERBS, ...CONTRACTS, ...DATA, ...PLUMBING],
  'engine.ts': ['verbs', ...VERBS, ...CONTRACTS, ...DATA, 'input', 'threads', 'jobs'],
  'config.ts': ['input'],
  // One composition root: whoever wants another store or model changes one file.
  'open.ts': ['*'],
  // Doors: parse, call one verb, print. What they would do beyond that, another door would lack.
  wording: ['drawing', ...VERBS],
  web: ['wording', 'engine.ts', ...VERBS, ...CONTRACTS, ...DATA],
  'server/http': ['web', 'verbs', 'engine.ts', 'input', 'files', 'threads'],
  'server/routes': ['server/http', 'web', 'wording', 'engine.ts', ...VERBS, ...CONTRACTS, ...DATA, 'input', 'files'],
  server: ['server/routes', 'server/http', 'engine.ts'],
  'cli/terminal': ['wording', 'open.ts', 'engine.ts', ...VERBS, ...CONTRACTS, ...DATA],
  'cli/options': ['cli/terminal', ...VERBS, ...CONTRACTS, ...DATA],
  'cli/embed-stdin': ['cli/terminal', 'open.ts', 'embedding', 'input'],
  'cli/commands/profile': ['cli/options', 'cli/terminal', ...VERBS, ...CONTRACTS, ...DATA, 'input'],
  'cli/commands/topics': ['cli/commands/profile', 'cli/options', 'cli/terminal', 'wording', 'engine.ts', ...VERBS, ...CONTRACTS, ...DATA],
  'cli/commands': [
    ...[
      'cli/commands/profile',
      'cli/commands/topics',
      'cli/embed-stdin',
      'cli/options',
      'cli/terminal',
      'wording',
      'drawing',
      'server',
      'server/http',
    ],
    ...['engine.ts', 'config.ts', 'formats/registry', ...VERBS, ...CONTRACTS, ...DATA],
  ],
  cli: ['cli/commands', 'cli/commands/profile', 'cli/commands/topics', 'cli/options', 'cli/terminal', 'files'],
  'index.ts': ['*'],
};

const rooms = Object.keys(ROOMS);
const isFile = (room) => room.endsWith('.ts');
/** The files of a room, not those of the rooms within it. */
const filesOf = (room) => (isFile(room) ? `src/${room.replace('.', '\\.')}` : `src/${room}/[^/]+`);

function layerRule(room, i) {
  const known = ROOMS[room][0] === '*' ? rooms.slice(0, i) : ROOMS[room];
  const later = known.find((other) => rooms.indexOf(other) === -1 || rooms.indexOf(other) >= i);
  if (later) throw new Error(`${room} may not import ${later}: it is not above it in the table of rooms.`);
  return {
    name: `room-${room}`,
    comment: `See the table of rooms: ${room} may import ${known.join(', ') || 'no other'}.`,
    severity: 'error',
    from: { path: `^${filesOf(room)}$` },
    to: { path: '^src/', pathNot: `^(src/errors\\.ts|${[room, ...known].map(filesOf).join('|')})$` },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...rooms.map(layerRule),
    {
      name: 'doors-know-questions-and-answers',
      comment: 'How a verb works is none of a door: it asks, and shows what it is told.',
      severity: 'error',
      from: { path: '^src/(cli|server|web|wording)/' },
      to: {
        path: `^src/(${VERBS.join('|')})/`,
        pathNot: '/(query|answer)\\.ts$|^src/(evaluate/benchmark|importing/starter|trends/periods)\\.ts$',
      },
    },
    {
      name: 'in-a-room',
      comment: 'A file lies in a room of the table, so that the rules hold for it.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^(src/errors\\.ts|${rooms.map(filesOf).join('|')})$` },
      to: {},
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea cut in the wrong place; neither can be read or tested alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'one-way-to-onnx-runtime',
      comment: 'Loaded by any other way it would report to its maker.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/embedding/local/onnx-runtime\\.ts$' },
      to: { path: 'node_modules/onnxruntime-', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-development-packages',
      comment: 'What ships must install without the development dependencies.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
