#!/usr/bin/env bash
# Installs and tests a clean copy of the checkout under another Node: with-node.sh VERSION FOLDER.
# The runtime and its headers come as a package, so nothing but the package registry is needed.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
version=$1
folder=$2/node-$version
case $(uname -m) in
  x86_64) platform=linux-x64 ;;
  aarch64) platform=linux-arm64 ;;
  *) echo "no Node package for $(uname -m)"; exit 1 ;;
esac
mkdir -p "$folder/checkout"
cd "$folder"
npm pack --silent "node-$platform@$version"
tar xzf node-*.tgz
export PATH="$folder/package/bin:$PATH"
# Addons are compiled against the headers of the Node that runs them.
export npm_config_nodedir="$folder/package"
git -C "$root" archive HEAD | tar x -C "$folder/checkout"
cd "$folder/checkout"
node --version
npm ci
npm test
