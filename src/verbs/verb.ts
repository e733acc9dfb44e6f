import type { z } from 'zod';
import { parseQuery } from '../input/parse-query.js';
import { eitherSignal } from '../threads/until-aborted.js';
import type { EngineParts, Services } from './services.js';

/** What verbs run on. */
export interface VerbContext {
  parts: EngineParts;
  services: Services;
  /** Aborted when the engine is closed: whatever takes long ends with it. */
  stopping: AbortSignal;
}

/**
 * One thing that can be asked of an engine. From its definition come the method of the library, the HTTP route and its checks; whoever
 * adds one adds it to the table (`table.ts`) alone.
 */
export interface Verb<Input extends z.ZodType, Output extends z.ZodType, Options extends object> {
  /** What it does, in one sentence. */
  summary: string;
  /** What may be asked. Checked once, before `run`. */
  input: Input;
  /** What comes back. Tests check every answer by it; at run time it costs nothing. */
  output: Output;
  /** @param options what is no data, and no request can hold: a signal, a place to report progress to */
  run(context: VerbContext, input: z.output<Input>, options: Partial<Options>): Promise<z.output<Output>>;
}

/** A verb of any schemas: for what goes over the table. */
type AnyVerb = Verb<z.ZodType, z.ZodType, object>;

/** A verb as a method: what has defaults throughout may be left out. */
type Method<V> =
  V extends Verb<infer Input, infer Output, infer Options>
    ? Record<never, never> extends z.input<Input>
      ? (input?: z.input<Input>, options?: Partial<Options>) => Promise<z.output<Output>>
      : (input: z.input<Input>, options?: Partial<Options>) => Promise<z.output<Output>>
    : never;

export type Methods<Table> = { readonly [Name in keyof Table]: Method<Table[Name]> };

/** States the types of a definition, and nothing else. */
export function verb<Input extends z.ZodType, Output extends z.ZodType, Options extends object = object>(
  definition: Verb<Input, Output, Options>,
): Verb<Input, Output, Options> {
  return definition;
}

/** The methods of a table: each checks what it was given and runs. @throws INVALID_INPUT and what a schema and a verb throw */
export function methodsOf<Table extends Record<string, unknown>>(table: Table, context: VerbContext): Methods<Table> {
  const methods = Object.entries(table as Record<string, AnyVerb>).map(([name, { input, run }]) => {
    const method = async (query: unknown = {}, options: object = {}) => run(context, parseQuery(input, query), options);
    return [name, method] as const;
  });
  return Object.fromEntries(methods) as unknown as Methods<Table>;
}

/** Options of long work, which ends with the engine, too. */
export function withStopping<Options extends { signal?: AbortSignal | undefined }>(
  options: Options,
  { stopping }: VerbContext,
): Options & { signal: AbortSignal } {
  return { ...options, signal: eitherSignal(stopping, options.signal) };
}
