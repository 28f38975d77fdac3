export * from './orphan-list';
export * from './orphans';
export * from './panel';
