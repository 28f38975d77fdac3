export * from './handlers';
export * from './workspace';
