export * from './handlers';
export * from './service';
