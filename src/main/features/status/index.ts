export * from './handlers';
export * from './status';
