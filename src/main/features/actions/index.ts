export type { AgentTerminals } from './agent';
export * from './feature';
export { actionsHandlers } from './handlers';
