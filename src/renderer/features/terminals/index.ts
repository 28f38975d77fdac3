export { type TerminalCommand, terminalCommands } from './commands';
export { createTerminalScreens, type TerminalScreens, type TerminalScreensOptions } from './screens';
export { TerminalView, type TerminalViewProps } from './view';
