import type { Child } from 'hono/jsx';
import type { PaperkinError } from '../errors.js';

interface UpdateNoticeProps {
  running: boolean;
  /** Why the last one failed. */
  error?: ReturnType<PaperkinError['toJSON']> | undefined;
  /** How far it is. */
  children: Child;
}

/** How far an update is, or why the last one failed. */
export function UpdateNotice({ running, error, children }: UpdateNoticeProps) {
  if (!running && error === undefined) return null;
  return (
    <p class="notice" role="status">
      {running ? children : `The last update failed: ${error?.message} ${error?.remedy}`}
    </p>
  );
}
