export { luaCommands } from './commands';
export { failedFiles } from './files';
export { useLuaNews } from './news';
export * from './store';
export * from './view';
