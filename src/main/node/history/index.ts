export { createHistoryStore, type HistoryStoreOptions } from './store';
