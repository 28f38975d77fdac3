export * from './handlers';
export { createHookSettings, createHooks } from './hooks';
export * from './policy';
export * from './service';
export * from './starter';
export { createWorktrees } from './worktrees';
