import { createCell, type Observable } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import { type Notice, usualWorkspace, Workspace } from '../../../shared/vocabulary';
import type { KeptValues } from '../../ports';

/** What a person arranged in the windows, for all of them, and for the next hub. */
export interface WorkspaceStore {
  readonly state: Observable<Workspace>;
  readonly notices: Observable<readonly Notice[]>;
  /** Replaces the parts that are given; the others stay. */
  update(change: WorkspaceChange): Workspace;
}

export type WorkspaceChange = { readonly [Part in keyof Workspace]?: Workspace[Part] | undefined };

export async function createWorkspace(kept: KeptValues, scope: Scope): Promise<WorkspaceStore> {
  const file = await kept.open('workspace', Workspace, scope);
  const state = createCell(file.before ?? usualWorkspace);
  const notices = createCell(noticesOf(file.problem.value));
  scope.defer(
    file.problem.on((problem) => {
      notices.value = noticesOf(problem);
    }),
  );
  return {
    ...{ state, notices },
    update({ layout, look, shortcuts }) {
      const { value } = state;
      state.value = {
        layout: layout ?? value.layout,
        look: look ?? value.look,
        shortcuts: shortcuts ?? value.shortcuts,
      };
      file.save(state.value);
      return state.value;
    },
  };
}

function noticesOf(problem: string | undefined): Notice[] {
  return problem === undefined ? [] : [{ id: 'workspace-file', severity: 'warning', message: problem }];
}
