export * from './connect';
export * from './live';
export * from './use-observable';
