export * from './event';
export * from './service';
