export * from './tree';
export * from './views';
