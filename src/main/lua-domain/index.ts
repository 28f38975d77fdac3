export * from './domain';
export * from './messages';
