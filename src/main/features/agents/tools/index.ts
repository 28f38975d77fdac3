import type { AgentTool } from '../../../../shared/vocabulary';
import { aider } from './aider';
import { claude } from './claude';
import { codex } from './codex';
import { gemini } from './gemini';
import type { KnownTool } from './model';
import { opencode } from './opencode';

export type { KnownTool, ScreenRule, TitleRule } from './model';

/** In the order in which they are offered. */
export const knownTools: readonly KnownTool[] = [claude, codex, gemini, opencode, aider];

const byTool: Readonly<Record<AgentTool, KnownTool>> = { claude, codex, gemini, opencode, aider };

export function knownTool(tool: AgentTool): KnownTool {
  return byTool[tool];
}
