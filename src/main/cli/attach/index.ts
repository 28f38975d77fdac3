export * from './attach';
export { createKeyboard, type DetachKey, parseDetachKey, usualDetachKey } from './keyboard';
export { enter, leave } from './screen';
export { createTerminalStream, type TerminalStream } from './stream';
