export * from './command-line';
export * from './count';
export * from './estimate';
export * from './folder';
export * from './time';
