export { AgentScreen } from './agent-screen';
export { agentCommands } from './commands';
export { SomeAgents } from './list/some-agents';
export { useLook } from './look';
export * from './page';
export { wantingCount } from './status';
export { type AgentsStore, createAgentsStore, paneShowing } from './store';
export type { AgentChangesProps, AgentTerminalProps, RenderChanges, RenderTerminal } from './terminal-slot';
export * from './view';
