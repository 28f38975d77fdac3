import { fail } from '../../../../shared/result';
import { type LuaOperation, luaOperations } from '../../../../shared/vocabulary';
import type { LuaHostCall, LuaPermission } from '../../../ports';
import { cryptoOperations } from './crypto';
import { fileOperations } from './files';
import type { Answer, Caller, Operations } from './operation';

export { type AgentsForLua, agentOperations } from './agents';
export { gitOperations } from './git';
export { type HubForLua, hubOperations, type Reloaded } from './hub';
export { keyringOperations } from './keyring';
export type { Answer, Caller } from './operation';
export { type PtyOptions, ptyOperations } from './pty';
export { webOperations } from './web';

/** Answers what Lua asks, if the one who asks may. The runtime says before a failure which operation it was. */
export type Answering = (
  call: Pick<LuaHostCall, 'op' | 'args'>,
  caller: Caller,
  permissions: ReadonlySet<LuaPermission>,
) => Promise<Answer>;

export function createAnswering(...parts: readonly Operations[]): Answering {
  const operations: Operations = Object.assign({}, cryptoOperations, fileOperations, ...parts);
  return async ({ op, args }, caller, permissions) => {
    if (!isOperation(op)) return fail('failed', 'there is no such operation');
    const about: { readonly permission?: LuaPermission } = luaOperations[op];
    if (about.permission !== undefined && !permissions.has(about.permission))
      return fail('failed', refusal(about.permission, caller));
    const run = operations[op];
    if (!run) return fail('failed', 'it is not to be had here');
    return run(args, caller);
  };
}

function isOperation(op: string): op is LuaOperation {
  return Object.hasOwn(luaOperations, op);
}

function refusal(permission: string, { domain }: Caller): string {
  return `it is not allowed here: ${domain} has no permission "${permission}". A person can promote the file to user/, where all is allowed.`;
}
