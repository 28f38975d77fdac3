import type { Child, Clock } from '../../ports';
import { logOutput } from './output';
import type { Task } from './runner';

/** Keeps account of the process groups that actions started. */
export interface Groups {
  /** Called at once when the process is there: before any news of it can come in. */
  add(pgid: number, causes: readonly string[]): void;
  /** The same for one that outlives the hub. What it starts is known by its environment until this is called. */
  follow(pgid: number, causes: readonly string[]): void;
  /** Nobody of the group is alive. */
  remove(pgid: number): void;
}

/**
 * Takes a child of an action into account, and what it prints.
 * @returns to be called when nobody of its group is left
 */
export function adopt(child: Child, task: Task, { groups, clock }: { groups: Groups; clock: Clock }): () => void {
  const { rule, causes } = task.occasion;
  groups.add(child.pid, [...causes, rule.id]);
  const stopLogging = logOutput(child, clock, task.log);
  const stopKeeping = child.output.on(({ chunk }) => task.print(chunk));
  return () => {
    stopLogging();
    stopKeeping();
    groups.remove(child.pid);
  };
}
