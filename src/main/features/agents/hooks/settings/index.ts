export * from './json-hooks';
export * from './toml-notify';
