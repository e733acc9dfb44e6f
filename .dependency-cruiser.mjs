/**
 * The layers, each rule with its reason. Data flows one way:
 * paper -> profile -> (ingest, stores, embedding, words, vectors) -> (intake, indexing, search, readers, recommend, evaluate, topics) -> engine -> doors.
 * What is named here is a contract, or a pure function that defines a thing for everybody (what a term is).
 */
const CONTRACTS =
  '^src/(derived-index|embedding/(embedder|stream|cut|model-choice)|words/(words-index|terms|term-id|term-vector|facets)|vectors/(vector-index|math|quantised-matrix)|stores/(paper-store|profile-store|topic-store|named-topic-store)|ingest/(reader|library))\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea cut in the wrong place; neither can be read or tested alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'paper-stands-alone',
      comment: 'What a paper is must not depend on how it is stored, embedded or shown.',
      severity: 'error',
      from: { path: '^src/(paper/|errors\\.ts)' },
      to: { path: '^src/', pathNot: '^src/(paper/|errors\\.ts)' },
    },
    {
      name: 'profile-knows-only-papers',
      comment: 'What a reader did, and what follows from it, must not depend on how it is stored or shown.',
      severity: 'error',
      from: { path: '^src/profile/' },
      to: { path: '^src/', pathNot: '^src/(paper/|profile/|(errors|parse-json|turns)\\.ts)' },
    },
    {
      name: 'only-stores-know-profiles',
      comment: 'A reader of files, a model or an index serves all readers alike.',
      severity: 'error',
      from: { path: '^src/(ingest|embedding|words|vectors)/' },
      to: { path: '^src/profile/' },
    },
    {
      name: 'parts-know-only-papers',
      comment: 'Readers, stores, models and indexes are exchangeable only while none knows another.',
      severity: 'error',
      from: { path: '^src/(ingest|stores|embedding|words|vectors)/' },
      to: {
        path: '^src/',
        pathNot:
          '^src/(paper/|profile/|simd/|(errors|parse-json)\\.ts|(worker-(channel|thread)|derived-(index|worker)|snapshot-files|replace-file|json-file|editable-file|derived-file|private-files|turns)\\.ts|package-root\\.ts)|^src/$1/',
      },
    },
    {
      name: 'verbs-import-contracts',
      comment: 'A verb that names an implementation would have to change with it; it takes contracts as arguments.',
      severity: 'error',
      from: { path: '^src/(intake|indexing|search|readers|recommend|evaluate|topics)/' },
      to: { path: '^src/(ingest|stores|embedding|words|vectors)/', pathNot: CONTRACTS },
    },
    {
      name: 'verbs-do-not-know-doors',
      comment: 'Verbs serve the command line, HTTP and the library alike.',
      severity: 'error',
      from: {
        path: '^src/(paper|profile|ingest|stores|embedding|words|vectors|intake|indexing|search|readers|recommend|evaluate|topics)/|^src/engine\\.ts',
      },
      to: { path: '^src/(cli|server|web|wording|open\\.ts|config\\.ts|index\\.ts)' },
    },
    {
      name: 'only-open-names-implementations',
      comment: 'One composition root: whoever wants another store or model changes one file.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(open\\.ts|ingest/|stores/|embedding/|words/|vectors/)' },
      to: { path: '^src/(ingest|stores|embedding|words|vectors)/', pathNot: CONTRACTS },
    },
    {
      name: 'engine-imports-verbs-and-contracts',
      comment: 'The engine puts verbs in order; what they run on is handed to it.',
      severity: 'error',
      from: { path: '^src/engine\\.ts' },
      to: {
        path: '^src/',
        pathNot: `^src/((errors|until-aborted)\\.ts|paper/|profile/|intake/|indexing/|search/|readers/|recommend/|evaluate/|topics/)|${CONTRACTS}`,
      },
    },
    {
      name: 'doors-import-the-engine',
      comment: 'Doors are thin: parse, call one verb, print. What they would do beyond that, another door would lack.',
      severity: 'error',
      from: { path: '^src/(cli|server|web|wording)/' },
      to: {
        path: '^src/',
        pathNot: `^src/(cli|server|web|wording|paper|profile)/|^src/(engine|open|config|errors|parse-json|package-root|turns)\\.ts|^src/search/(query|answer)\\.ts|^src/readers/(query|answer)\\.ts|^src/recommend/(query|answer)\\.ts|^src/topics/(named/)?(query|answer)\\.ts|^src/evaluate/(answer|benchmark)\\.ts|^src/intake/(starter|query)\\.ts|^src/topics/trends/(query|answer|periods|chart|sparkline)\\.ts|^src/topics/map/(query|answer)\\.ts|${CONTRACTS}`,
      },
    },
    {
      name: 'one-way-to-onnx-runtime',
      comment: 'Loaded by any other way it would report to its maker.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/embedding/onnx-runtime\\.ts$' },
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
