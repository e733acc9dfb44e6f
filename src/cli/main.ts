#!/usr/bin/env node
/**
 * The command `paperkin`. This file stays free of imports that newer syntax could break: an old
 * Node must get as far as the message.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Paperkin needs Node 20.19 or newer; this is Node ${process.versions.node}. Install one from https://nodejs.org.`);
  process.exit(1);
}
const { run } = await import('./program.js');
process.exitCode = await run(process.argv.slice(2));
