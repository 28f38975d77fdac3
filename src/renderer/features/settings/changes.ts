import { type TerminalLook, usualWorkspace } from '../../../shared/vocabulary';
import type { WorkspaceStore } from '../../client';

/** Changes some of how terminals look; the rest stays. */
export function changeLook(workspace: WorkspaceStore, change: Partial<TerminalLook>): void {
  const { look } = workspace.getState().value ?? usualWorkspace;
  workspace.update({ look: { ...look, ...change } });
}

/** Gives a command other keys; undefined: those that Lua says. */
export function changeKeys(workspace: WorkspaceStore, command: string, keys: readonly string[] | undefined): void {
  const { shortcuts } = workspace.getState().value ?? usualWorkspace;
  const { [command]: _, ...others } = shortcuts;
  workspace.update({ shortcuts: keys ? { ...others, [command]: [...keys] } : others });
}
