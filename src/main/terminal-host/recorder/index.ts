export type { FromScreens, ScreenThread, ToScreens } from './messages';
export type {
  Recorder,
  RecorderOptions,
  SearchMatch,
  SearchQuestion,
  Snapshot,
  TextQuestion,
} from './recorder';
export { createRecorders, type RecordersOptions } from './recorders';
export { createScreens } from './screens';
