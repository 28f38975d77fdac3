export * from './agent-window';
export * from './app';
export { createLazyTerminals } from './lazy-terminals';
export { agentPageInHash, comeTo, overlayInHash } from './route';
export * from './theme';
export { problemText } from './view-host';
