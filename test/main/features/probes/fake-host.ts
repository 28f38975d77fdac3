import type { ProbeHelper, ProbeHost, ProbeProcess } from '../../../../src/main/ports';
import { createEmitter } from '../../../../src/shared/event';
import { fail, ok } from '../../../../src/shared/result';
import type { Exit } from '../../../../src/shared/vocabulary';
import { hello } from './messages';

/** A helper that does and says what a test tells it. */
export interface FakeHelper extends ProbeProcess {
  readonly path: string;
  readonly token: string;
  /** Whether it was told to end; it does so at once. */
  readonly closed: boolean;
  says(text: string): void;
  complains(line: string): void;
  /** Says a hello with its token. */
  greets(fields?: Record<string, unknown>): void;
  ends(exit: Exit): void;
}

export interface FakeHost extends ProbeHost {
  /** All that were started, the newest last. */
  readonly started: readonly FakeHelper[];
  readonly latest: FakeHelper;
  found: ProbeHelper;
  /** Why starting fails, if it does: any helper, or the one of a path. */
  failure: string | undefined;
  failing: { readonly path: string; readonly why: string } | undefined;
}

export function createFakeHost(): FakeHost {
  const started: FakeHelper[] = [];
  const host: FakeHost = {
    started,
    get latest() {
      const helper = started.at(-1);
      if (!helper) throw new Error('No helper was started');
      return helper;
    },
    found: { path: '/probe' },
    failure: undefined,
    failing: undefined,
    helper: async () => host.found,
    async start(path, token) {
      if (host.failure !== undefined) return fail('cannot-start', host.failure);
      if (host.failing?.path === path) return fail('cannot-start', host.failing.why);
      const helper = createFakeHelper(path, 100 + started.length, token);
      started.push(helper);
      return ok(helper);
    },
  };
  return host;
}

function createFakeHelper(path: string, pid: number, token: string): FakeHelper {
  const data = createEmitter<string>();
  const errors = createEmitter<string>();
  let ends: (exit: Exit) => void = () => {};
  const ended = new Promise<Exit>((resolve) => {
    ends = resolve;
  });
  let closed = false;
  return {
    ...{ path, pid, token, data, errors, ended, ends },
    get closed() {
      return closed;
    },
    says: data.emit,
    complains: errors.emit,
    greets: (fields) => data.emit(hello({ pid, token, ...fields })),
    async close() {
      closed = true;
      ends({ signal: 15 });
    },
  };
}
