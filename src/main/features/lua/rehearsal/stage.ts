import { z } from 'zod';
import type { Scope } from '../../../../shared/scope';
import type { LuaProblem, LuaResult, Registration } from '../../../../shared/vocabulary';
import { luaOperations } from '../../../../shared/vocabulary';
import type { LuaDomain, LuaDomains, LuaHostCall } from '../../../ports';
import type { FoundFile } from '../layers';
import { direct } from './directions';
import type { SpecOptions } from './specs';

/** A worker that a spec is loaded in. */
export interface Stage {
  /** It was stuck or broke: nothing more can be run in it. */
  readonly ended: boolean;
  names(): Promise<LuaResult<TestName[]>>;
  /** Runs a test by its number, from 1. @returns why it failed */
  run(number: number): Promise<LuaProblem | undefined>;
}

const TestName = z.object({ name: z.string(), skip: z.boolean().optional() });
type TestName = z.infer<typeof TestName>;

const library = 'core.spec';

/** Loads a spec into a worker of its own, and answers what it asks of the host. */
export async function openStage(
  domains: LuaDomains,
  { module, path }: FoundFile,
  { sources, permissions, limits, timeoutMs }: SpecOptions,
  scope: Scope,
): Promise<LuaResult<Stage>> {
  const domain = domains.open({ name: `spec ${module}`, permissions, limits }, scope);
  let registered: readonly Registration[] = [];
  let end: string | undefined;
  const ended = new Promise<string>((resolve) =>
    domain.ended.on((why) => {
      end = why;
      resolve(why);
    }),
  );
  domain.registered.on((all) => {
    registered = all;
  });
  domain.calls.on((call) => void answer(domain, call, { permissions, registered: () => registered }));

  /** What the worker says, or that it has ended, or that the time is over, which ends it. */
  async function within<T>(doing: Promise<LuaResult<T>>): Promise<LuaResult<T>> {
    const failed = (message: string): LuaResult<T> => ({ ok: false, problem: { message, path, module } });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(`It took longer than ${timeoutMs} ms.`), timeoutMs);
    });
    const first = await Promise.race([doing, ended, late]);
    clearTimeout(timer);
    if (typeof first !== 'string') return first;
    end ??= first;
    await scope.close();
    return failed(first);
  }

  const loaded = await within(domain.load({ changed: sources, removed: [], start: [library, module] }));
  if (!loaded.ok) return loaded;
  const stage: Stage = {
    get ended() {
      return end !== undefined;
    },
    async names() {
      const listed = await within(domain.evaluate(`return require("${library}").names()`));
      return listed.ok ? { ok: true, value: z.array(TestName).parse(JSON.parse(listed.value[0] ?? '[]')) } : listed;
    },
    async run(number) {
      const done = await within(domain.evaluate(`return require("${library}").run(${number})`));
      return done.ok ? undefined : done.problem;
    },
  };
  return { ok: true, value: stage };
}

interface Around {
  readonly permissions: readonly string[];
  registered(): readonly Registration[];
}

const operations: Readonly<Record<string, { readonly permission?: string }>> = luaOperations;

/** The spec itself answers in place of the host, with the permissions that the host would ask for. */
async function answer(domain: LuaDomain, call: LuaHostCall, { permissions, registered }: Around): Promise<void> {
  const { id, op, args } = call;
  const directed = await direct(domain, call, registered);
  if (directed) return domain.settle(id, directed);
  const needed = operations[op]?.permission;
  if (needed !== undefined && !permissions.includes(needed))
    return domain.settle(id, { error: `it is not allowed here: it needs the permission "${needed}"` });
  const handler = registered().find(({ kind, name }) => kind === 'event' && name === 'spec.answer')?.handler;
  if (handler === undefined) return domain.settle(id, { error: `${library} is not loaded` });
  const done = await domain.call(handler, [op, ...args]);
  if (!done.ok) return domain.settle(id, { error: done.problem.message });
  domain.settle(id, { value: done.value });
}
