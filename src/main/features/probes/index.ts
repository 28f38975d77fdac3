export * from './handlers';
export * from './reader';
export * from './service';
export * from './table';
