import { useEffect } from 'react';
import type { LuaFile } from '../../../shared/vocabulary';
import { type StateToast, showState } from '../../ui';
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

/** Tells when a file fails, and when it is in force again, wherever the person is. */
export function useLuaNews({ state, select, setTab }: LuaStore, onShow: () => void): void {
  useEffect(() => {
    let files = state.getState().value?.files;
    return state.subscribe(({ value }) => {
      if (!value || value.files === files) return;
      const news = files ? newsOf(files, value.files) : [];
      files = value.files;
      for (const each of news) {
        const show = () => {
          setTab('files');
          select(each.file.module);
          onShow();
        };
        showState(toastOf(each, value.folder, show));
      }
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
