import { implementer, valuesOf } from '../../gateway';
import type { WorkspaceStore } from './workspace';

/** The part of the contract that keeps what people arrange. */
export function workspaceHandlers(workspace: WorkspaceStore) {
  return {
    watch: implementer.workspace.watch.handler(({ signal }) => valuesOf(workspace.state, signal)),
    update: implementer.workspace.update.handler(({ input }) => workspace.update(input)),
  };
}
