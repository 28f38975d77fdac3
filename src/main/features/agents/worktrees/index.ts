export { describeChanges } from './changes';
export type { WorktreesDeps } from './deps';
export * from './model';
export { createWorktrees } from './worktrees';
