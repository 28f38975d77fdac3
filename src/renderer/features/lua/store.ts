import { safe } from '@orpc/client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client, LuaState } from '../../../shared/contract';
import { fail, ok, type Result } from '../../../shared/result';
import { followState, type Live, reasonOf } from '../../client';
import { showDone, showError } from '../../ui';
import { type CommandsOfLua, commandsOf, sameCommands } from './commands';
import { type Console, createConsole } from './console';
import { problemPlace } from './files';

export type LuaTab = 'files' | 'performance' | 'console';

/** What of the view is open. */
export interface LuaShown {
  readonly tab: LuaTab;
  /** The module whose details are open. */
  readonly selected: string | undefined;
}

export interface LuaStore {
  readonly state: StoreApi<Live<LuaState>>;
  readonly shown: StoreApi<LuaShown>;
  /** What Lua has registered for the palette; another value only when it is another list. */
  readonly commands: StoreApi<CommandsOfLua>;
  readonly console: Console;
  readonly client: Client['lua'];
  setTab(tab: LuaTab): void;
  /** Opens the details of a file, or closes them. */
  select(module: string | undefined): void;
  setEnabled(module: string, enabled: boolean): Promise<void>;
  /** Runs a file again, or all that have changed. */
  reload(module?: string): Promise<void>;
  promote(module: string): Promise<Result<void, 'not-promoted'>>;
  rollBack(module: string, version: string): Promise<Result<void, 'not-rolled-back'>>;
  /** Runs a command that Lua has registered. */
  run(name: string): Promise<void>;
}

export function createLuaStore({ lua }: Pick<Client, 'lua'>): LuaStore {
  const state = followState((signal) => lua.watch(undefined, { signal }));
  const shown = createStore<LuaShown>(() => ({ tab: 'files', selected: undefined }));
  const commands = createStore<CommandsOfLua>(() => []);
  state.subscribe(({ value }) => {
    const next = commandsOf(value?.registrations ?? []);
    if (!sameCommands(next, commands.getState())) commands.setState(next, true);
  });
  const select = (module: string | undefined) => shown.setState({ selected: module });

  return {
    ...{ state, shown, commands, console: createConsole(lua), client: lua, select },
    setTab: (tab) => shown.setState({ tab }),
    async setEnabled(module, enabled) {
      const { error } = await safe(lua.setEnabled({ module, enabled }));
      if (error) showError(`${module} could not be ${enabled ? 'enabled' : 'disabled'}`, reasonOf(error));
    },
    async reload(module) {
      const { error, data } = await safe(lua.reload(module === undefined ? {} : { modules: [module] }));
      const [problem] = data?.problems ?? [];
      if (error) showError('The files were not read again', reasonOf(error));
      else if (problem) showError('Not all of it is in force', `${problemPlace(problem)} ${problem.message}`);
      else showDone(data.ran.length === 0 ? 'Nothing has changed' : `In force again: ${namesText(data.ran)}`);
    },
    async promote(module) {
      const { error, data } = await safe(lua.promote({ module }));
      if (error) return fail('not-promoted', reasonOf(error));
      select(data.module);
      showDone(`${data.module} is one of your own files now`);
      return ok(undefined);
    },
    async rollBack(module, version) {
      const { error, data } = await safe(lua.rollback({ module, version }));
      if (error) return fail('not-rolled-back', reasonOf(error));
      if (data.problem) showError(`${module} is as it was, but does not run`, data.problem.message);
      else showDone(`${module} is as it was`);
      return ok(undefined);
    },
    async run(name) {
      const { error, data } = await safe(lua.run({ name }));
      if (error) showError('The command could not be run', reasonOf(error));
      else if (!data.ok)
        showError('The command failed', `${problemPlace(data.problem)} ${data.problem.message}`.trim());
    },
  };
}

/** Names beyond these are counted. */
const mostNames = 3;

function namesText(names: readonly string[]): string {
  const more = names.length - mostNames;
  return `${names.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
