export * from './app';
export * from './theme';
