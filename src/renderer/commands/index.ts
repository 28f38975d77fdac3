export * from './command';
export * from './key-bindings';
export * from './key-hints';
export * from './keys';
export * from './shipped-keys';
export * from './use-command-keys';
