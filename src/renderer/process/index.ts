export * from './agent-badge';
export * from './details-frame';
export * from './exit-state';
export * from './firing';
export * from './firing-badge';
export * from './plain-key';
export * from './process-text';
export * from './state-icon';
