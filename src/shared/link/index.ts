export * from './channel';
export * from './connection';
export * from './follow';
export * from './inbox';
export * from './message-port';
export * from './terminal-frames';
