export * from './changes';
export * from './view';
