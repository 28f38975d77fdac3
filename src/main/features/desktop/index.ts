export * from './foreground';
export * from './handlers';
export * from './notifications';
export * from './overlays';
