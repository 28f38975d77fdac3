export * from './health';
export * from './store';
export * from './view';
