import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * The one error class, and the closed table of what can go wrong.
 *
 * A code is a promise: programs switch on it, so it is never renamed. Each code fixes the HTTP
 * status, the exit code of the command line, and what to do about it.
 */

/** Exit codes of the command line: 2 tells "you called it wrongly" from 1, "it went wrong". */
export const EXIT = { ok: 0, failure: 1, usage: 2, interrupted: 130 } as const;

const CODES = {
  INVALID_INPUT: [400, EXIT.usage, 'Correct the value and try again.'],
  INVALID_ID: [400, EXIT.usage, 'Use an arXiv id (2401.01234), a DOI (10.1145/…), their URLs, or an id that Paperkin printed.'],
  PAPER_NOT_FOUND: [404, EXIT.failure, 'Check the id, look for the paper with "paperkin search", or import it first.'],
  MERGE_NOT_FOUND: [404, EXIT.failure, 'Take a number that "paperkin merges" lists.'],
  MERGE_NOT_LAST: [409, EXIT.failure, 'Undo the later merge first.'],
  PROFILE_NOT_FOUND: [404, EXIT.failure, 'Check the name, or create the profile first.'],
  PROFILE_EXISTS: [409, EXIT.failure, 'Choose another name, or go on with the profile that there is.'],
  PROFILE_UNREADABLE: [400, EXIT.failure, 'Fix that line with a text editor, or restore a backup of the file.'],
  INTEREST_NOT_FOUND: [404, EXIT.failure, 'Take an id that "paperkin interests NAME" lists.'],
  TOPIC_NOT_FOUND: [404, EXIT.failure, 'Take an id or a name that "paperkin topics" lists.'],
  TOPIC_EXISTS: [409, EXIT.failure, 'Choose another name, or go on with the topic that there is.'],
  TOPICS_MISSING: [404, EXIT.failure, 'Find the topics of your papers first: "paperkin topics update".'],
  TOPICS_UNREADABLE: [
    500,
    EXIT.failure,
    'Run "paperkin topics update". Where topics.json itself is damaged, mend it or restore it from a backup, or move it away before.',
  ],
  MAP_MISSING: [404, EXIT.failure, 'Make the map of your papers first: "paperkin map".'],
  MAP_UNREADABLE: [500, EXIT.failure, 'Make the map anew: "paperkin map --anew".'],
  ROUTE_NOT_FOUND: [404, EXIT.failure, 'The routes are listed in docs/http.md.'],
  METHOD_NOT_ALLOWED: [405, EXIT.usage, 'Use the method that the Allow header names.'],
  FORBIDDEN: [403, EXIT.failure, 'Open the address that "paperkin serve" printed.'],
  BODY_TOO_LARGE: [413, EXIT.usage, 'Send a smaller request body.'],
  TEXT_EMPTY: [400, EXIT.usage, 'Give a text with at least one letter or digit.'],
  FILE_UNREADABLE: [400, EXIT.failure, 'Check the path and its permissions.'],
  FORMAT_UNKNOWN: [400, EXIT.usage, 'Name the format with --format.'],
  COMPRESSION_UNSUPPORTED: [400, EXIT.failure, 'Decompress it first: "zstd -dc --long=27 FILE | paperkin import -".'],
  STORE_LOCKED: [409, EXIT.failure, 'Wait until it has finished, or stop that process.'],
  STORE_TOO_NEW: [500, EXIT.failure, 'Update Paperkin: a newer version has written this database.'],
  STORE_CORRUPT: [
    500,
    EXIT.failure,
    'First copy papers.db and papers.db-wal to a safe place. Then restore a backup, or save what can be read: "sqlite3 papers.db .recover | sqlite3 saved.db".',
  ],
  STORE_SUSPECT: [
    503,
    EXIT.failure,
    'Try again. If it stays, copy papers.db and papers.db-wal to a safe place, and look at it with SQLite\'s "PRAGMA integrity_check".',
  ],
  STORE_READONLY: [503, EXIT.failure, 'Mount the disk for writing, or copy the folder to where you may write. Reading works as it is.'],
  DISK_FULL: [
    507,
    EXIT.failure,
    'Make room on that disk, then run the same command again. What was saved before is whole, and can be read.',
  ],
  DISK_FAILED: [
    503,
    EXIT.failure,
    'Look at the disk (system log, cable, network mount). Copy the folder to another disk before you try again.',
  ],
  ACCESS_DENIED: [503, EXIT.failure, 'Check who owns the file and its folders, and their permissions.'],
  PATH_UNUSABLE: [503, EXIT.failure, 'Check that every folder of the path is there, and that nothing else stands in its place.'],
  TOO_MANY_OPEN_FILES: [503, EXIT.failure, 'Raise the limit of open files ("ulimit -n 4096"), or close other programs, and try again.'],
  OUT_OF_MEMORY: [503, EXIT.failure, 'Close other programs, or raise the memory limit of this one, and try again.'],
  MODEL_NOT_FOUND: [404, EXIT.failure, 'Name one that "paperkin models" lists, or give the folder of one.'],
  MODEL_UNREADABLE: [
    500,
    EXIT.failure,
    'Check the model folder: it needs config.json, tokenizer.json, tokenizer_config.json and an ONNX file in onnx/.',
  ],
  MODEL_IN_USE: [409, EXIT.failure, 'Use another model first: "paperkin models use NAME".'],
  NATIVE_MODULE_MISSING: [
    500,
    EXIT.failure,
    'Install a C++ compiler, make and Python 3, then run "npm ci" again; README.md, Troubleshooting, has the commands.',
  ],
  PORT_IN_USE: [500, EXIT.failure, 'Choose another with --port, or stop what listens there.'],
  WORKER_FAILED: [500, EXIT.failure, 'Try again; if it happens twice, report it with the message.'],
  TIMEOUT: [503, EXIT.failure, 'Try again when the machine is less busy.'],
  INTERRUPTED: [499, EXIT.interrupted, 'Run the same command again: it goes on where it stopped.'],
  INTERNAL: [500, EXIT.failure, 'This is a fault in Paperkin: report it with the request id or the stack trace.'],
} as const satisfies Record<string, readonly [status: number, exit: number, remedy: string]>;

export type ErrorCode = keyof typeof CODES;
export const ERROR_CODES = Object.keys(CODES) as readonly ErrorCode[];

export interface ErrorDetails {
  /** The offending value, as it was given. Cut to 200 characters when shown. */
  value?: unknown;
  /** What to do about it, where the code's own remedy can be more exact. */
  remedy?: string;
  cause?: unknown;
}

/**
 * Every failure that Paperkin foresees: an `Error` whose `code` never changes, whose `message` says what is wrong, and whose `remedy` what to do.
 *
 *     const missing = await engine.paper({ id: '2401.99999' }).catch((error) => error);
 *     if (missing instanceof PaperkinError && missing.code === 'PAPER_NOT_FOUND') console.error(missing.remedy);
 */
export class PaperkinError extends Error {
  override readonly name = 'PaperkinError';
  readonly code: ErrorCode;
  readonly value: unknown;
  readonly remedy: string;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.value = details.value;
    this.remedy = details.remedy ?? CODES[code][2];
  }

  /** HTTP status that belongs to the code. */
  get status(): number {
    return CODES[this.code][0];
  }

  /** Exit code of the command line that belongs to the code. */
  get exitCode(): number {
    return CODES[this.code][1];
  }

  /** The shape in which every door reports an error. */
  toJSON(): { code: ErrorCode; message: string; value?: string; remedy: string } {
    const value = this.value === undefined ? {} : { value: shorten(this.value) };
    return { code: this.code, message: this.message, ...value, remedy: this.remedy };
  }
}

/** Wraps what was thrown so that callers see one class; our own errors pass through untouched. */
export function asPaperkinError(thrown: unknown): PaperkinError {
  if (thrown instanceof PaperkinError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return new PaperkinError('INTERRUPTED', 'Interrupted.', { cause: thrown });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return systemError(thrown) ?? new PaperkinError('INTERNAL', message, { cause: thrown });
}

/** What Node and SQLite call it when the system refuses something. Other codes beginning with these are variants. */
const SYSTEM_CODES: readonly (readonly [code: ErrorCode, names: RegExp])[] = [
  // SQLite cannot extend its shared memory: a disk, or a user's share of it, that is full.
  ['DISK_FULL', /^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL|SQLITE_IOERR_SHMSIZE)$/],
  ['STORE_READONLY', /^(EROFS|SQLITE_READONLY.*)$/],
  ['ACCESS_DENIED', /^(EACCES|EPERM|SQLITE_PERM|SQLITE_AUTH.*)$/],
  ['TOO_MANY_OPEN_FILES', /^(EMFILE|ENFILE)$/],
  ['OUT_OF_MEMORY', /^(ENOMEM|SQLITE_NOMEM|SQLITE_IOERR_NOMEM|ERR_WORKER_OUT_OF_MEMORY|ERR_MEMORY_ALLOCATION_FAILED)$/],
  ['DISK_FAILED', /^(EIO|ENXIO|ENODEV|ESTALE|EREMOTEIO|SQLITE_IOERR.*|SQLITE_NOLFS)$/],
  ['STORE_LOCKED', /^(SQLITE_BUSY.*|SQLITE_LOCKED.*|SQLITE_PROTOCOL)$/],
  ['STORE_SUSPECT', /^(SQLITE_CORRUPT.*|SQLITE_NOTADB)$/],
  ['PATH_UNUSABLE', /^(ENOENT|ENOTDIR|EISDIR|ENAMETOOLONG|ELOOP|EEXIST|ENOTEMPTY|EBUSY|ETXTBSY|EXDEV|EMLINK|SQLITE_CANTOPEN.*)$/],
];

const SYSTEM_REASONS: Partial<Record<ErrorCode, string>> = {
  DISK_FULL: 'the disk is full',
  STORE_READONLY: 'it can only be read',
  ACCESS_DENIED: 'the system does not permit it',
  TOO_MANY_OPEN_FILES: 'too many files are open',
  OUT_OF_MEMORY: 'there is not enough memory',
  DISK_FAILED: 'the disk reports an error',
  STORE_LOCKED: 'another process is writing',
  STORE_SUSPECT: 'its content is not as expected',
  PATH_UNUSABLE: 'its path cannot be used',
};

/** A disk with less than this, in bytes, is full: a write that fails on it fails for that. */
const FULL = 65_536;

/**
 * What the system refused (Node's and SQLite's codes), as one of our errors; undefined for everything else.
 * @param path what was being read or written, where the error itself does not say
 */
export function systemError(cause: unknown, path = pathOf(cause)): PaperkinError | undefined {
  const name = nameOf(cause, path);
  const found = SYSTEM_CODES.find(([, names]) => names.test(name))?.[0];
  if (found === undefined) return undefined;
  const code = found === 'DISK_FAILED' && name.startsWith('SQLITE_') && isFull(path) ? 'DISK_FULL' : found;
  const what = path === undefined ? 'A file of Paperkin' : basename(path);
  const message = `${what} cannot be ${verbOf(cause)}: ${SYSTEM_REASONS[code]} (${name}).`;
  return new PaperkinError(code, message, { cause, ...(path !== undefined && { value: path }) });
}

/** What the system refused whatever the path is (no room, no rights, no descriptors), as one of our errors; undefined for everything else. */
export function refusedBySystem(cause: unknown, path = pathOf(cause)): PaperkinError | undefined {
  const error = systemError(cause, path);
  return error && isRefusal(error) && error.code !== 'PATH_UNUSABLE' ? error : undefined;
}

const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'DISK_FULL',
  'STORE_READONLY',
  'ACCESS_DENIED',
  'TOO_MANY_OPEN_FILES',
  'DISK_FAILED',
  'PATH_UNUSABLE',
]);

/** Whether it is the system that would not write or read: what is in memory can still be answered with. */
export function isRefusal({ code }: PaperkinError): boolean {
  return REFUSALS.has(code);
}

/** Why a file that somebody has named cannot be read or written. */
export function unusableFile(path: string, verb: 'read' | 'written', cause: unknown): PaperkinError {
  if (cause instanceof PaperkinError) return cause;
  const name = codeOf(cause);
  const message = `${path} cannot be ${verb}${name === '' ? '' : ` (${name})`}.`;
  return refusedBySystem(cause, path) ?? new PaperkinError('FILE_UNREADABLE', message, { value: path, cause });
}

/** Whether the disk that holds a path has no room left. */
function isFull(path: string | undefined): boolean {
  if (path === undefined) return false;
  try {
    const { bavail, bsize, files, ffree } = statfsSync(path);
    return bavail * bsize < FULL || (files > 0 && ffree === 0);
  } catch {
    return false;
  }
}

function pathOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  if ('dest' in cause && typeof cause.dest === 'string') return cause.dest;
  return 'path' in cause && typeof cause.path === 'string' ? cause.path : undefined;
}

/** Node says ENOENT of a folder that cannot be made, whatever the reason: the nearest one that is there knows better. */
function nameOf(cause: unknown, path: string | undefined): string {
  const name = codeOf(cause);
  if (name !== 'ENOENT' || path === undefined || callOf(cause) !== 'mkdir') return name;
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
    return name;
  } catch (error) {
    return codeOf(error);
  }
}

const READING = /^(scandir|opendir|read|stat|lstat|fstat|readlink)$/;

function callOf(cause: unknown): string {
  return cause instanceof Error && 'syscall' in cause ? String(cause.syscall) : '';
}

function verbOf(cause: unknown): string {
  const call = callOf(cause);
  if (READING.test(call)) return 'read';
  return /^(write|mkdir|rename|copyfile|unlink|fsync|ftruncate|rm|rmdir|chmod|fchmod)$/.test(call) ? 'written' : 'used';
}

/** Throws when the signal was aborted: the one check that long loops make between two steps. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (isAborted(signal)) {
    throw new PaperkinError('INTERRUPTED', 'Interrupted.', { cause: signal?.reason });
  }
}

/** Has the caller given up? Asked in a function of its own since the answer changes between two awaits. */
export function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** The code that Node, SQLite or zlib gave an error (`ENOENT`, `SQLITE_BUSY`); '' where there is none. */
export function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

const SHOWN_VALUE_LENGTH = 200;

function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : jsonOf(value);
  return text.length > SHOWN_VALUE_LENGTH ? `${text.slice(0, SHOWN_VALUE_LENGTH)}…` : text;
}

/** For people to recognise a value by; of what JSON.stringify cannot take (nested too deeply, circular) only its type. */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return `(${Array.isArray(value) ? 'array' : typeof value})`;
  }
}
