export * from './files';
export * from './serve';
export * from './terminal-hosts';
