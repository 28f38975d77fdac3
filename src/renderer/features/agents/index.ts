export { agentCommands } from './commands';
export * from './page';
export { wantingCount } from './status';
export { type AgentsStore, createAgentsStore } from './store';
export type { AgentChangesProps, AgentTerminalProps, RenderChanges, RenderTerminal } from './terminal-slot';
export * from './view';
