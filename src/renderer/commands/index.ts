export * from './command';
export * from './keys';
export * from './use-command-keys';
