export * from './check';
export * from './rehearsal';
export * from './specs';
