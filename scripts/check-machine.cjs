'use strict';
/*
 * Says in plain words what a machine lacks: a newer Node, or a C++ compiler. The two native addons
 * are optional dependencies, so that npm goes on when their compilation fails and this message is
 * the last thing on the screen rather than a page of compiler output. Written in the JavaScript of
 * ten years ago, since it must run where nothing else does.
 */
var MIN_NODE = [20, 19];
// Kept: Node 24 aborts when the collector takes an object of better-sqlite3 12 at the wrong moment.
var kept = [];
var ADDONS = {
  'better-sqlite3': function (Database) {
    kept.push(new Database(':memory:'));
  },
  'hnswlib-node': function (hnswlib) {
    kept.push(new hnswlib.HierarchicalNSW('ip', 2));
  },
};

var version = process.versions.node.split('.').map(Number);
if (version[0] < MIN_NODE[0] || (version[0] === MIN_NODE[0] && version[1] < MIN_NODE[1])) {
  stop([
    'Paperkin needs Node ' + MIN_NODE.join('.') + ' or newer; this is Node ' + process.versions.node + '.',
    'Install a current one from https://nodejs.org (or: nvm install --lts), then run "npm ci" again.',
  ]);
}

Object.keys(ADDONS).forEach((name) => {
  try {
    ADDONS[name](require(name));
  } catch (error) {
    stop([
      'Paperkin needs the native addon ' + name + ', which has not been compiled for Node ' + process.versions.node + ' here.',
      'Compiling takes a C++ compiler, make and Python 3:',
      '  Debian, Ubuntu   sudo apt-get install -y build-essential python3',
      '  Fedora           sudo dnf install -y gcc-c++ make python3',
      '  Alpine           apk add build-base python3',
      '  macOS            xcode-select --install',
      '  Windows          winget install Microsoft.VisualStudio.2022.BuildTools (with the C++ workload) and Python 3',
      'Then run "npm ci" again. To see what the compiler says: npm rebuild ' + name + ' --foreground-scripts',
      '(' + String(error && error.message).split('\n')[0] + ')',
    ]);
  }
});

function stop(lines) {
  console.error('\n' + lines.join('\n') + '\n');
  process.exit(1);
}
