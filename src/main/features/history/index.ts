export { type ExportRequest, exported } from './access';
export { historyHandlers } from './handlers';
export { createHistory, type History, type HistoryOptions } from './history';
