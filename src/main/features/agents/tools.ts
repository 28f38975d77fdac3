import { type AgentTool, agentTools, type Profile } from '../../../shared/vocabulary';

/** A coding agent's program, as far as it is known how to start it. What its screens and titles tell, Lua knows. */
export interface KnownTool {
  readonly tool: AgentTool;
  /** "Claude Code" */
  readonly name: string;
  /** Its program, to be found on the PATH. */
  readonly program: string;
  /** What profiles of it have in common, unless a profile of the file says otherwise. */
  readonly profile: Pick<Profile, 'color' | 'icon' | 'resume'>;
}

const byTool: Readonly<Record<AgentTool, Omit<KnownTool, 'tool' | 'program'>>> = {
  claude: { name: 'Claude Code', profile: { color: 'orange', icon: 'sparkles', resume: ['--resume', '{id}'] } },
  codex: { name: 'Codex', profile: { color: 'teal', icon: 'code', resume: ['resume', '{id}'] } },
  gemini: { name: 'Gemini CLI', profile: { color: 'blue', icon: 'sparkles', resume: ['--resume', '{id}'] } },
  opencode: { name: 'OpenCode', profile: { color: 'violet', icon: 'code', resume: ['--session', '{id}'] } },
  // It cannot take up a session by id.
  aider: { name: 'aider', profile: { color: 'green', icon: 'bot' } },
};

export function knownTool(tool: AgentTool): KnownTool {
  return { tool, program: tool, ...byTool[tool] };
}

/** In the order in which they are offered. */
export const knownTools: readonly KnownTool[] = agentTools.map(knownTool);
