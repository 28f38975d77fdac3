export * from './full-screen';
export * from './model';
export * from './tracker';
