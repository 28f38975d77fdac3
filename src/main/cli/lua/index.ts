export { addLuaCommands } from './commands';
export { problemLine } from './problem';
