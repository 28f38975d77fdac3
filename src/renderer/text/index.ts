export * from './command-line';
export * from './count';
export * from './folder';
export * from './time';
