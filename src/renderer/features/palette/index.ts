export * from './broadcast';
export * from './output-search';
export * from './palette';
