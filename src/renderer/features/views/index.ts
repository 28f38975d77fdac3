export { Draw } from './draw';
export type { EntityStore } from './entities';
export * from './host';
export * from './store';
export * from './view';
export { useViewState } from './view-part';
