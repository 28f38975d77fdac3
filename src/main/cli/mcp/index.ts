import type { Command } from 'commander';
import type { CommandTools } from '../history-commands';

const help = `
Agents start this command themselves. Tell them so once:
  Claude Code:  claude mcp add viberot -- viberot mcp
  Codex:        codex mcp add viberot -- viberot mcp

An agent sees all agents. It may type into and end only those that it has started, and those that these
have started in turn; with --all it may do so with every agent but itself.`;

/** Adds `viberot mcp`. */
export function addMcpCommand(program: Command, { command, invocation, finish }: CommandTools): void {
  command(program, 'mcp', 'lets coding agents start and watch other agents: an MCP server on standard input and output')
    .option('--all', 'it may type into and end agents that others have started')
    .addHelpText('after', help)
    .action(async (options: { home?: string; all?: boolean }) => {
      // Loaded only here: the other commands start faster without it.
      const { serveMcp } = await import('./server');
      finish(await serveMcp(invocation(options), options.all ?? false));
    });
}
