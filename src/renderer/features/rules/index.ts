export type { CommandSeen, RecentCommands } from './draft/from-command';
export * from './store';
export * from './unsaved';
export * from './view';
