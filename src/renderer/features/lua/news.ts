import { useEffect } from 'react';
import type { LuaProject } from '../../../shared/contract';
import type { LuaFile } from '../../../shared/vocabulary';
import { type StateToast, showNotice, showState } from '../../ui';
import { bareMessage, problemPlace } from './files';
import type { LuaStore } from './store';

/** What has become of a file since it was last looked at. */
export interface FileNews {
  readonly file: LuaFile;
  /** `failed`: it has a problem that it did not have; `mended`: its newest text is in force again. */
  readonly what: 'failed' | 'mended';
}

/** What is worth telling about files. A file that is new and runs is none: whoever wrote it expects that. */
export function newsOf(before: readonly LuaFile[], after: readonly LuaFile[]): readonly FileNews[] {
  const known = new Map(before.map((file) => [file.module, file]));
  return after.flatMap((file): FileNews[] => {
    const last = known.get(file.module);
    if (file.state === 'failed') return isSameFailure(last, file) ? [] : [{ file, what: 'failed' }];
    return last?.state === 'failed' && file.state === 'running' ? [{ file, what: 'mended' }] : [];
  });
}

function isSameFailure(before: LuaFile | undefined, { problem }: LuaFile): boolean {
  if (before?.state !== 'failed') return false;
  return before.problem?.message === problem?.message && before.problem?.line === problem?.line;
}

/** Projects that wait for the person, and did not before. */
export function waitingProjects(before: readonly LuaProject[], after: readonly LuaProject[]): readonly LuaProject[] {
  const known = new Set(before.map(({ folder, state }) => `${state} ${folder}`));
  return after.filter(
    ({ folder, state }) => (state === 'new' || state === 'changed') && !known.has(`${state} ${folder}`),
  );
}

/** Tells when a project waits for the person's trust, when a file fails, and when it is in force again, wherever the person is. */
export function useLuaNews({ state, select, setTab }: LuaStore, onShow: () => void): void {
  useEffect(() => {
    let last = state.getState().value;
    return state.subscribe(({ value }) => {
      if (!value || value === last) return;
      const news = last && value.files !== last.files ? newsOf(last.files, value.files) : [];
      const waiting = last && value.projects !== last.projects ? waitingProjects(last.projects, value.projects) : [];
      last = value;
      const show = (module: string | undefined) => () => {
        setTab('files');
        select(module);
        onShow();
      };
      for (const each of news) showState(toastOf(each, value.folder, show(each.file.module)));
      for (const project of waiting) tellProject(project, show(undefined));
    });
  }, [state, select, setTab, onShow]);
}

function toastOf({ file, what }: FileNews, folder: string, onClick: () => void): StateToast {
  const { module, problem } = file;
  const id = `lua:${module}`;
  if (what === 'mended') return { id, good: true, title: `${module} is in force again`, text: '' };
  const place = problem ? problemPlace(problem, folder) : '';
  const text = `${place}${place && ': '}${problem ? bareMessage(problem) : 'Its worker does not run.'}`;
  return { id, good: false, title: `${module} failed`, text, action: { label: 'Show', onClick } };
}

function tellProject({ name, state }: LuaProject, onClick: () => void): void {
  const title = state === 'new' ? `${name} brings Lua of its own` : `The Lua of ${name} has changed`;
  const text = state === 'new' ? 'It is not run unless you trust it.' : 'What you have trusted goes on.';
  showNotice({ title, text, action: { label: 'Look', onClick } });
}
