export * from './commands-view';
export * from './figures';
export * from './history-view';
export * from './live-timeline';
export * from './store';
