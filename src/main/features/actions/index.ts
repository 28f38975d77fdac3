export * from './feature';
export { actionsHandlers } from './handlers';
