export * from './attach';
export { parseDetachKey, usualDetachKey } from './keyboard';
export { createTerminalStream } from './stream';
