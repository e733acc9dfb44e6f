#!/usr/bin/env bash
# Packs the package, installs it in an empty folder as a stranger would, and uses the binary and
# the library there. Takes the folder to work in.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$1
mkdir -p "$work/pack" "$work/elsewhere"
(cd "$root" && npm pack --silent --pack-destination "$work/pack")
cd "$work/elsewhere"
cat >package.json <<'JSON'
{ "private": true, "type": "module", "allowScripts": { "better-sqlite3": true, "hnswlib-node": true, "paperkin": true, "onnxruntime-node": false } }
JSON
cp "$root/.npmrc" .
# As docs/dependencies.md has it: no compiled addon is asked for elsewhere.
npm_config_build_from_source=true npm install --silent "$work"/pack/paperkin-*.tgz
export PAPERKIN_HOME="$work/elsewhere-home"
npx paperkin --version
npx paperkin import --starter --quiet
npx paperkin search 'symbolic regression' -k 3
printf 'one text\nanother\n' | npx paperkin embed --stdin --quiet | wc -l | grep -qx 2
npx paperkin models
npx paperkin status --json | node -e '
  let text = "";
  for await (const chunk of process.stdin) text += chunk;
  const { papers, embedded } = JSON.parse(text);
  if (!(papers >= 400 && papers === embedded)) throw new Error(text);
' --input-type=module
cat >use.mjs <<'JS'
import { openEmbedder, openEngine, PaperkinError } from 'paperkin';
const engine = await openEngine();
const { results } = await engine.similar({ ids: ['2403.09054'], k: 3 });
if (results.length !== 3 || results.some(({ paper }) => paper.id === 'arxiv:2403.09054')) throw new Error('similar');
await engine.paper({ id: 'nonsense' }).then(
  () => { throw new Error('no error'); },
  (error) => { if (!(error instanceof PaperkinError && error.code === 'INVALID_ID')) throw error; },
);
await engine.close();
const embedder = await openEmbedder();
const vectors = await embedder.embed(['KV-cache compression', 'symbolic regression']);
if (vectors.length !== 2 || vectors.some(({ length }) => length !== 256)) throw new Error('embed');
await embedder.close();
JS
node use.mjs
echo 'the packed package works'
