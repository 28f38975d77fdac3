export * from './layer';
export * from './store';
export * from './window';
