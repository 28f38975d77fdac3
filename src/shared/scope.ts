type Cleanup = () => void | Promise<void>;

/** Owns what is open: everything added to it is closed with it, the newest first. */
export interface Scope {
  readonly closed: boolean;
  /** Closes when the scope closes; can be passed to APIs that take a signal. */
  readonly signal: AbortSignal;
  /** Runs the clean-up when the scope closes; at once if it is closed already. */
  defer(cleanup: Cleanup): void;
  /** Adopts something with a `close` method and gives it back: `const pty = scope.use(open())`. */
  use<T extends { close(): void | Promise<void> }>(resource: T): T;
  /** A scope of its own that closes with this one, or earlier. */
  child(): Scope;
  /** Closes everything once; errors of single clean-ups are reported together at the end. */
  close(): Promise<void>;
}

export function createScope(): Scope {
  const cleanups: Cleanup[] = [];
  const controller = new AbortController();
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    controller.abort();
    const errors: unknown[] = [];
    for (let cleanup = cleanups.pop(); cleanup; cleanup = cleanups.pop()) {
      try {
        await cleanup();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Some resources did not close');
  }

  const scope: Scope = {
    get closed() {
      return closing !== undefined;
    },
    signal: controller.signal,
    defer(cleanup) {
      if (closing) void cleanup();
      else cleanups.push(cleanup);
    },
    use(resource) {
      scope.defer(() => resource.close());
      return resource;
    },
    child() {
      const child = createScope();
      const cleanup = () => child.close();
      cleanups.push(cleanup);
      child.defer(() => {
        const at = cleanups.indexOf(cleanup);
        if (at >= 0) cleanups.splice(at, 1);
      });
      return child;
    },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
  return scope;
}
