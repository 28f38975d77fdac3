export { luaCommands } from './commands';
export { actionNames, bareMessage, failedFiles, problemPlace } from './files';
export { useLuaNews } from './news';
export { ProblemBox } from './problem-box';
export * from './store';
export * from './view';
