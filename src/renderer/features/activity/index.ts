export { followRows } from './all-rows';
export * from './store';
export * from './view';
