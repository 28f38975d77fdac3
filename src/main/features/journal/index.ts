export * from './handlers';
export * from './journal';
