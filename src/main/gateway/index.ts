export * from './connection';
export * from './gateway';
export * from './implementer';
export * from './stream';
