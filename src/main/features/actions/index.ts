export type { AgentStarter } from './agent';
export * from './feature';
export { actionsHandlers } from './handlers';
