export * from './app';
export { overlayInHash } from './route';
export * from './theme';
