import { type LuaAction, shortened } from '../../../shared/vocabulary';
import type { LuaActions } from '../../ports';
import { durationOf } from './occasion';
import { done, failed, type Outcome, type Runner, stopped, unlessStopped } from './runner';

export interface LuaOptions {
  readonly lua: LuaActions;
}

/** Does something in Lua. What of it waits for the end of the command is told of that, and then nothing of it is left. */
export function luaRunner({ lua }: LuaOptions): Runner<LuaAction> {
  return async (task) => {
    const { action, occasion, run, print, started } = task;
    const { rule, exit, agent, trial } = occasion;
    const about = { rule, exit, agent, trial, process: shortened(occasion.process), durationMs: durationOf(occasion) };
    const running = lua.begin({ ...about, run, print, source: action.source });
    started();
    const cutShort = (): Outcome => {
      running.abandon();
      return stopped(task);
    };

    const begun = await unlessStopped(running.begun, task);
    if (!begun) return cutShort();
    if (!begun.ok) return begun.error === 'busy' ? { state: 'dropped', message: begun.message } : failed(begun.message);
    if (!begun.value) return done;
    const ended = exit ? occasion : await unlessStopped(occasion.ending ?? new Promise<never>(() => {}), task);
    if (!ended?.exit) return cutShort();
    const finished = await unlessStopped(running.finish(ended.exit, durationOf({ ...occasion, ...ended })), task);
    if (!finished) return cutShort();
    return finished.ok ? done : failed(finished.message);
  };
}
