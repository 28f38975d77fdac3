import { safe } from '@orpc/client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client, LuaProject, LuaState } from '../../../shared/contract';
import { fail, ok, type Result } from '../../../shared/result';
import { followState, type Live, reasonOf } from '../../client';
import { showDone, showError } from '../../ui';
import { type Console, createConsole } from './console';
import { problemPlace } from './files';
import { usualWindow, type WindowOfLua, windowAfter } from './window';

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
  /** What Lua says of the palette and the keys; another value only when it says something else. */
  readonly window: StoreApi<WindowOfLua>;
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
  /** What has changed in the shipped file that this one takes the place of was seen. @returns whether that was kept */
  keepOverride(module: string): Promise<boolean>;
  /** Opens a file, by its module or path, in the person's editor. */
  openFile(file: string, line?: number): Promise<void>;
  /** Runs the Lua of a project from now on, or no longer. `mark`: of the texts that the person has looked at. */
  trustProject(
    project: Pick<LuaProject, 'folder' | 'name'>,
    trusted: boolean,
    mark?: string,
  ): Promise<Result<void, 'not-changed'>>;
  /** Runs a command that Lua has registered. */
  run(name: string): Promise<void>;
}

export function createLuaStore({ lua }: Pick<Client, 'lua'>): LuaStore {
  const state = followState((signal) => lua.watch(undefined, { signal }));
  const shown = createStore<LuaShown>(() => ({ tab: 'files', selected: undefined }));
  const window = createStore<WindowOfLua>(() => usualWindow);
  state.subscribe(({ value }) => window.setState(windowAfter(window.getState(), value), true));
  const select = (module: string | undefined) => shown.setState({ selected: module });

  return {
    ...{ state, shown, window, console: createConsole(lua), client: lua, select },
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
    async keepOverride(module) {
      const { error } = await safe(lua.keepOverride({ module }));
      if (error) showError('It could not be kept', reasonOf(error));
      return !error;
    },
    async openFile(file, line) {
      const { error } = await safe(lua.openFile({ module: file, ...(line !== undefined && { line }) }));
      if (error) showError('It could not be opened', reasonOf(error));
    },
    async trustProject({ folder, name }, trusted, mark) {
      const { error } = await safe(lua.trustProject({ folder, trusted, ...(mark !== undefined && { mark }) }));
      if (error) return fail('not-changed', reasonOf(error));
      showDone(trusted ? `The Lua of ${name} is in force` : `Nothing of ${name} is run`);
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
