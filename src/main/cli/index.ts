export * from './host';
export * from './run';
