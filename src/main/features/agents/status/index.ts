export * from './model';
export * from './tracker';
