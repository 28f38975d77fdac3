import { z } from 'zod';
import { SpawnRequest } from '../../../../shared/contract';
import { fail, ok, type Result } from '../../../../shared/result';
import { type Agent, agentForLua } from '../../../../shared/vocabulary';
import { nothing, type Operations, operation } from './operation';

/** Agents, as Lua may use them. They may come after Lua. */
export interface AgentsForLua {
  readonly state: { readonly value: readonly Agent[] };
  spawn(request: SpawnRequest): Promise<Result<Agent>>;
  kill(id: string): Promise<Result<Agent>>;
  restart(id: string, options: { readonly resume?: boolean | undefined }): Promise<Result<Agent>>;
  send(id: string, text: string, options: { readonly enter: boolean }): Result<void>;
  update(
    id: string,
    change: { name?: string | undefined; group?: string | undefined; notes?: string | undefined },
  ): Result<Agent>;
}

const Id = z.string();
const Resume = z.object({ resume: z.boolean().optional() }).optional();
const Enter = z.object({ enter: z.boolean().optional() }).optional();
const Change = z.object({
  name: z.string().min(1).max(100).optional(),
  group: z.string().max(100).optional(),
  notes: z.string().max(10_000).optional(),
});

export function agentOperations(agents: () => AgentsForLua): Operations {
  const shown = (result: Result<Agent>) => (result.ok ? ok(agentForLua(result.value)) : result);
  return {
    'hub.agents': operation([], () => ok(agents().state.value.map(agentForLua))),
    'hub.agent': operation([Id], ([id]) => {
      const agent = agents().state.value.find((each) => each.id === id);
      return agent ? ok(agentForLua(agent)) : nothing;
    }),
    'hub.spawn': operation([z.unknown()], async ([asked]) => {
      const request = SpawnRequest.safeParse(commandsAsLists(asked));
      if (request.success) return shown(await agents().spawn(request.data));
      const [issue] = request.error.issues;
      return fail('bad-request', `${issue?.path.join('.') || 'the request'}: ${issue?.message ?? 'is wrong'}`);
    }),
    'hub.kill': operation([Id], async ([id]) => shown(await agents().kill(id))),
    'hub.restart': operation([Id, Resume], async ([id, options]) => shown(await agents().restart(id, options ?? {}))),
    'hub.send': operation([Id, z.string().max(1_000_000), Enter], ([id, text, options]) => {
      const sent = agents().send(id, text, { enter: options?.enter ?? true });
      return sent.ok ? nothing : sent;
    }),
    'hub.update': operation([Id, Change], ([id, change]) => shown(agents().update(id, change))),
  };
}

/** A command may be given as one program's name; Lua's empty table is no list and no record. */
function commandsAsLists(asked: unknown): unknown {
  if (typeof asked !== 'object' || asked === null || !('command' in asked)) return asked;
  return { ...asked, command: typeof asked.command === 'string' ? [asked.command] : asked.command };
}
