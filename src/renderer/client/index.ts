export * from './connect';
export * from './live';
export * from './reason';
export * from './use-answer';
export * from './use-observable';
export * from './workspace';
