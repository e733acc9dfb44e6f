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
try {
  const { run } = await import('./program.js');
  process.exitCode = await run(process.argv.slice(2));
} catch (thrown) {
  // Not even our own files could be read, so the error is said without any of them. Node finds no module where it may open no file.
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (!/^(EMFILE|ENFILE|ERR_MODULE_NOT_FOUND)$/.test(code)) throw thrown;
  const message = `Paperkin's own files cannot be opened (${code}).`;
  const remedy =
    'Raise the limit of open files ("ulimit -n 4096"), or close other programs, and try again. If that does not help, install Paperkin again.';
  const error = { code: 'TOO_MANY_OPEN_FILES', message, remedy };
  console.error(process.argv.includes('--json') ? JSON.stringify({ error }) : `error ${error.code}: ${message}\n  remedy: ${remedy}`);
  process.exitCode = 1;
}
