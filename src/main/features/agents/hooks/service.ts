import type { HookState } from '../../../../shared/contract';
import { createEmitter, type Event } from '../../../../shared/event';
import { fail, messageOf, ok, type Result } from '../../../../shared/result';
import type { Scope } from '../../../../shared/scope';
import type { AgentTool } from '../../../../shared/vocabulary';
import { type AgentHooks, type Files, type HookTool, hookTools, type Log } from '../../../ports';
import type { HookEvent } from './event';
import { parseHook } from './parse';
import { createToolSettings, type ToolSettings } from './tool-settings';

/** Hooks of coding agents: what they tell, and whether they are in the settings of the tools. */
export interface Hooks {
  /** What an agent's hooks need in its environment. */
  environment(agent: string): Readonly<Record<string, string>>;
  /** `agent` is what the environment of the tool said: there may be no such agent. */
  readonly events: Event<{ readonly agent: string; readonly event: HookEvent }>;
  /** No agent runs that could tell anything. */
  leave(): void;
  /** Of each tool that can tell by hooks, as its settings are now. */
  states(): Promise<HookState[]>;
  /** Puts our hooks into a tool's settings, or takes them out. Nothing else in the files changes. */
  set(tool: AgentTool, on: boolean): Promise<Result<void, 'failed'>>;
}

export interface HooksOptions {
  readonly hooks: AgentHooks;
  readonly files: Files;
  readonly log: Log;
}

/** Follows what hooks tell until the scope closes. */
export function createHooks(options: HooksOptions, scope: Scope): Hooks {
  const { environment, states, set } = createHookSettings(options);
  const { hooks, log } = options;
  const events = createEmitter<{ readonly agent: string; readonly event: HookEvent }>();
  const followed = hooks.follow((record) => {
    const event = parseHook(record);
    if (event) events.emit({ agent: record.agent, event });
  }, scope);
  if (!followed.ok) log.warn(followed.message);
  hooks
    .update()
    .catch((error) => log.warn('The script for hooks of coding agents is not up to date', { error: messageOf(error) }));
  return { environment, events, states, set, leave: hooks.leave };
}

/** The settings alone: they need no running hub. */
export function createHookSettings({
  hooks,
  files,
}: Pick<HooksOptions, 'hooks' | 'files'>): Omit<Hooks, 'events' | 'leave'> {
  const of = (tool: HookTool) => createToolSettings(tool, { hooks, files });
  /** One change after the other: each reads a file and replaces it. */
  let last: Promise<unknown> = Promise.resolve();

  async function change(tool: AgentTool, on: boolean): Promise<Result<void, 'failed'>> {
    const known = hookTools.find((name) => name === tool);
    const settings: ToolSettings | undefined = known && of(known);
    if (!settings) return fail('failed', `${tool} has no hooks that could tell what it does.`);
    const placed = on ? await hooks.place() : ok(undefined);
    if (!placed.ok) return fail('failed', placed.message);
    const done = await settings.set(on);
    const isNeeded = on || (await states()).some(({ state }) => state === 'on' || state === 'partly');
    if (!isNeeded) await hooks.displace();
    return done;
  }

  function states(): Promise<HookState[]> {
    return Promise.all(hookTools.map((tool) => of(tool).state()));
  }

  return {
    environment: (agent) => ({ VIBEROT_AGENT_ID: agent, VIBEROT_AGENT_SPOOL: hooks.spool }),
    states,
    set(tool, on) {
      const done = last.then(() => change(tool, on));
      last = done.catch(() => {});
      return done;
    },
  };
}
