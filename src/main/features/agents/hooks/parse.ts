import { z } from 'zod';
import type { HookRecord } from '../../../ports';
import type { HookEvent } from './event';

const short = z
  .string()
  .transform((text) => firstLine(text))
  .optional()
  .catch(undefined);

/** It becomes an argument of the tool's command, where anything but a plain word could be taken for an option. */
const session = z
  .string()
  .regex(/^[a-zA-Z0-9][\w.:-]{0,199}$/)
  .optional()
  .catch(undefined);

/** Claude Code's hooks and those of Codex and Gemini CLI, which follow them. What is not listed is passed over. */
const Hook = z.object({
  hook_event_name: z.string(),
  session_id: session,
  /** Only in what a subagent causes. */
  agent_id: z.string().optional().catch(undefined),
  tool_name: short,
  notification_type: short,
  message: short,
  error: short,
  last_assistant_message: short,
  prompt_response: short,
});
type Hook = z.infer<typeof Hook>;

/** Codex's `notify`. */
const Notify = z.object({
  type: z.literal('agent-turn-complete'),
  'thread-id': session,
  'last-assistant-message': short,
});

/** What a hook said, in our words. Undefined: nothing that changes what the agent does, or no record at all. */
export function parseHook({ tool, text }: Pick<HookRecord, 'tool' | 'text'>): HookEvent | undefined {
  const json = parseJson(text);
  const notify = Notify.safeParse(json);
  if (notify.success && tool === 'codex') {
    const { 'thread-id': session, 'last-assistant-message': said } = notify.data;
    return { tool, type: 'finished', session, text: said };
  }
  const hook = Hook.safeParse(json);
  const meaning = hook.success ? meaningOf(hook.data) : undefined;
  return meaning && hook.success ? { tool, session: hook.data.session_id, ...meaning } : undefined;
}

type Meaning = Pick<HookEvent, 'type' | 'text'>;

function meaningOf(hook: Hook): Meaning | undefined {
  const isOfSubagent = hook.agent_id !== undefined;
  switch (hook.hook_event_name) {
    // Whoever asks, it is the person who has to answer.
    case 'PermissionRequest':
      return { type: 'may-ask', text: `It wants to use ${hook.tool_name ?? 'a tool'}.` };
    case 'Notification':
      return notified(hook);
  }
  return isOfSubagent ? undefined : turnOf(hook);
}

function turnOf(hook: Hook): Meaning | undefined {
  switch (hook.hook_event_name) {
    case 'SessionStart':
      return { type: 'session-started' };
    case 'UserPromptSubmit':
    case 'BeforeAgent':
      return { type: 'prompted' };
    case 'PreToolUse':
      // Only asked for where the tool itself is a question.
      return { type: 'may-ask', text: hook.tool_name === 'ExitPlanMode' ? 'It has a plan.' : 'It has a question.' };
    case 'Stop':
    case 'AfterAgent':
      return { type: 'finished', text: hook.last_assistant_message ?? hook.prompt_response };
    case 'StopFailure':
      return { type: 'failed', text: hook.error };
    case 'SessionEnd':
      return { type: 'session-ended' };
    default:
      return undefined;
  }
}

const asking = new Set(['permission_prompt', 'elicitation_dialog', 'ToolPermission']);

function notified({ notification_type: kind, message: text }: Hook): Meaning | undefined {
  if (kind !== undefined && asking.has(kind)) return { type: 'asks', text };
  // It comes a minute after the end of a turn, and says nothing new.
  if (kind === 'idle_prompt') return { type: 'rests' };
  if (kind !== undefined || text === undefined) return undefined;
  // Before there were kinds.
  if (/\bpermission\b/i.test(text)) return { type: 'asks', text };
  return /\bwaiting for your input\b/i.test(text) ? { type: 'rests' } : undefined;
}

const longest = 200;

function firstLine(text: string): string | undefined {
  const line = text
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\p{C}+/gu, ' ').trim())
    .find((line) => line !== '');
  return line !== undefined && line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
