/** What stands before and behind each call. */
export interface Guard {
  /** Runs before each call. */
  refresh(): Promise<void>;
  /** What a caller can act on, for what was thrown. */
  explain(thrown: unknown): Promise<unknown>;
}

/** An object all of whose methods are asynchronous, so that each looks first whether the database is still the same, and explains what it throws. */
export function guarded<T extends object>(target: T, guard: Guard): T {
  return new Proxy(target, {
    get(_, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...parameters: unknown[]): Promise<unknown> => {
        try {
          await guard.refresh();
          return await Reflect.apply(member, target, parameters);
        } catch (thrown) {
          throw await guard.explain(thrown);
        }
      };
    },
  });
}
