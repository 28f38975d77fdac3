export * from './store';
export * from './view';
