import type { Session } from 'node:inspector';
import { isMainThread, workerData } from 'node:worker_threads';
import { PaperkinError } from '../../errors.js';

/**
 * ONNX Runtime reports to its maker unless this is in the environment of the process when its library is loaded: on Linux
 * and macOS it looks up a host, connects to it and keeps a device id in the user's cache folder. No option of a session
 * and no function of the package switches that off.
 */
const SWITCH = 'ORT_DISABLE_TELEMETRY';

/** How long the main thread may take to set a variable, in milliseconds; it does so in the middle of other JavaScript, too. */
const PATIENCE = 10_000;

export type OnnxRuntime = typeof import('onnxruntime-node');

/**
 * To be called before a worker that loads the library is started, its result handed on as `telemetryOff` in the `workerData`.
 * True where the worker's environment is then a copy of that of the process.
 */
export function switchOffTelemetry(): boolean {
  process.env[SWITCH] = '1';
  return isMainThread;
}

/**
 * The only way to the library: it is not loaded before its telemetry is known to be off.
 * @throws WORKER_FAILED where that cannot be done, or the library does not load
 */
export async function loadOnnxRuntime(): Promise<OnnxRuntime> {
  if (!isOff()) await switchOffInMainThread();
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new PaperkinError('WORKER_FAILED', `ONNX Runtime does not load: ${detail}`, { cause });
  }
}

/** Whether the real environment, which native code reads, is known to have the switch. */
function isOff(): boolean {
  if (isMainThread) return switchOffTelemetry();
  // A thread that the main thread started has a copy of the real environment, whatever `process.env` was replaced by there.
  return (workerData as { telemetryOff?: boolean } | null)?.telemetryOff === true && process.env[SWITCH] === '1';
}

/**
 * In a worker `process.env` is a copy, and native code does not see what is set there. Where somebody's own worker uses
 * Paperkin, the main thread may never have heard of it: its inspector sets the variable without its doing anything for it.
 */
async function switchOffInMainThread(): Promise<void> {
  let session: Session | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    const inspector = await import('node:inspector');
    const main = new inspector.Session();
    session = main;
    main.connectToMainThread();
    // A number: only the real environment makes a string of it, an object that was put in its place does not.
    const expression = `process.env.${SWITCH} = 1, process.env.${SWITCH} === '1'`;
    const set = await new Promise<unknown>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`the main thread did not answer in ${PATIENCE / 1000} s`)), PATIENCE);
      main.post('Runtime.evaluate', { expression, returnByValue: true }, (error, answer) => {
        if (error) reject(error);
        else resolve(answer.result.value);
      });
    });
    if (set !== true) throw new Error('process.env of the main thread is not the environment of the process');
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new PaperkinError('WORKER_FAILED', `The telemetry of ONNX Runtime cannot be switched off from this thread: ${detail}.`, {
      remedy: `Leave process.env of the main thread as Node made it, or start Node with ${SWITCH}=1 and use Paperkin there.`,
      cause,
    });
  } finally {
    clearTimeout(timer);
    session?.disconnect();
  }
}
