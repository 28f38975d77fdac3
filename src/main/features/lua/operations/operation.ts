import { z } from 'zod';
import { fail, ok, type Result } from '../../../../shared/result';
import type { Scope } from '../../../../shared/scope';
import type { LuaOperation, LuaValue } from '../../../../shared/vocabulary';
import type { FileBox } from '../../../ports';

/** Who asks for an operation. */
export interface Caller {
  /** The domain, and the module in it. */
  readonly domain: string;
  readonly module: string;
  /** The files that it may use. */
  readonly files: FileBox;
  /** Of the domain's worker: what is opened for it goes with it. */
  readonly scope: Scope;
  /** Tells an event to the domain alone. */
  tell(event: string, args: readonly LuaValue[]): void;
  /** Calls back once a handler of the domain listens to an event: at once if one does. */
  whenHeard(event: string, then: () => void): void;
}

/** The message of a failure is raised in Lua. */
export type Answer = Result<LuaValue, 'failed'>;

/** What it does with the arguments as Lua gave them. */
export type Operation = (args: readonly LuaValue[], caller: Caller) => Promise<Answer>;

export type Operations = Partial<Record<LuaOperation, Operation>>;

/** An operation whose arguments are checked: those that are missing at the end are nil. */
export function operation<Args extends readonly z.ZodType[]>(
  schemas: readonly [...Args],
  run: (
    args: { [Index in keyof Args]: z.infer<Args[Index]> },
    caller: Caller,
  ) => Promise<Result<LuaValue, string>> | Result<LuaValue, string>,
): Operation {
  return async (args, caller) => {
    const parsed: unknown[] = [];
    for (const [index, schema] of schemas.entries()) {
      const one = schema.safeParse(args[index] ?? undefined);
      if (!one.success) return fail('failed', `argument ${index + 1}: ${describe(one.error)}`);
      parsed.push(one.data);
    }
    // Each was parsed by the schema of its place.
    const done = await run(parsed as { [Index in keyof Args]: z.infer<Args[Index]> }, caller);
    return done.ok ? done : fail('failed', done.message);
  };
}

/** Bytes, or text as UTF-8. */
export const Data = z.union([z.string(), z.instanceof(Uint8Array)]);

export const bytesOf = (data: string | Uint8Array): Uint8Array =>
  typeof data === 'string' ? new TextEncoder().encode(data) : data;

export const nothing = ok<LuaValue>(undefined);

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'is not what it should be';
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message;
}
