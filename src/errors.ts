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
  PROFILE_NOT_FOUND: [404, EXIT.failure, 'Check the name, or create the profile first.'],
  PROFILE_EXISTS: [409, EXIT.failure, 'Choose another name, or go on with the profile that there is.'],
  PROFILE_UNREADABLE: [400, EXIT.failure, 'Mend that line with a text editor, or put a backup in the place of the file.'],
  INTEREST_NOT_FOUND: [404, EXIT.failure, 'Take an id that "paperkin interests NAME" lists.'],
  TOPIC_NOT_FOUND: [404, EXIT.failure, 'Take an id or a name that "paperkin topics" lists.'],
  TOPIC_EXISTS: [409, EXIT.failure, 'Choose another name, or go on with the topic that there is.'],
  TOPICS_MISSING: [404, EXIT.failure, 'Find the topics of your papers first: "paperkin topics update".'],
  TOPICS_UNREADABLE: [
    500,
    EXIT.failure,
    'Restore the folder "topics" from a backup, or move its topics.json away and run "paperkin topics update".',
  ],
  MAP_MISSING: [404, EXIT.failure, 'Make the map of your papers first: "paperkin map".'],
  MAP_UNREADABLE: [500, EXIT.failure, 'Make the map anew: "paperkin map --anew".'],
  ROUTE_NOT_FOUND: [404, EXIT.failure, 'The routes are listed in docs/http.md.'],
  METHOD_NOT_ALLOWED: [405, EXIT.usage, 'Use the method that the Allow header names.'],
  FORBIDDEN: [403, EXIT.failure, 'Open the address that "paperkin serve" printed.'],
  BODY_TOO_LARGE: [413, EXIT.usage, 'Send a smaller request body.'],
  TEXT_EMPTY: [400, EXIT.usage, 'Give a text with at least one letter or digit.'],
  FILE_UNREADABLE: [400, EXIT.failure, 'Check the path and its permissions.'],
  FORMAT_UNKNOWN: [400, EXIT.usage, 'Name the format with --format jsonl|json|csv|daily-papers.'],
  COMPRESSION_UNSUPPORTED: [400, EXIT.failure, 'Decompress it first: "zstd -dc --long=27 FILE | paperkin import -".'],
  STORE_LOCKED: [409, EXIT.failure, 'Wait until it has finished, or stop that process.'],
  STORE_TOO_NEW: [500, EXIT.failure, 'Update Paperkin: a newer version has written this database.'],
  STORE_CORRUPT: [500, EXIT.failure, 'Restore the database from a backup, or move it away and import again.'],
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

/** Every failure that Paperkin foresees. `message` says what is wrong, `remedy` what to do. */
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
  return new PaperkinError('INTERNAL', message, { cause: thrown });
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
