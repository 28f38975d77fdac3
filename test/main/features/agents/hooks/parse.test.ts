import { expect, test } from 'vitest';
import { parseHook } from '../../../../../src/main/features/agents/hooks/parse';
import type { HookTool } from '../../../../../src/main/ports';

const base = { session_id: 's-1', transcript_path: '/t', cwd: '/p', permission_mode: 'default' };

test.each<[tool: HookTool, said: unknown, expected: object | undefined]>([
  [
    'claude',
    { ...base, hook_event_name: 'SessionStart', source: 'startup' },
    { type: 'session-started', session: 's-1' },
  ],
  ['claude', { ...base, hook_event_name: 'UserPromptSubmit', prompt: 'fix' }, { type: 'prompted' }],
  [
    'claude',
    {
      ...base,
      hook_event_name: 'Notification',
      notification_type: 'permission_prompt',
      message: 'Claude needs your permission to use Bash',
    },
    { type: 'asks', text: 'Claude needs your permission to use Bash' },
  ],
  [
    'claude',
    { ...base, hook_event_name: 'Notification', notification_type: 'idle_prompt', message: 'x' },
    { type: 'rests' },
  ],
  [
    'claude',
    { ...base, hook_event_name: 'Notification', notification_type: 'auth_success', message: 'permission' },
    undefined,
  ],
  [
    'claude',
    { ...base, hook_event_name: 'Notification', message: 'Claude is waiting for your input' },
    { type: 'rests' },
  ],
  [
    'claude',
    { ...base, hook_event_name: 'PermissionRequest', tool_name: 'Bash', tool_input: {} },
    { type: 'may-ask', text: 'It wants to use Bash.' },
  ],
  [
    'claude',
    { ...base, hook_event_name: 'PreToolUse', tool_name: 'AskUserQuestion' },
    { type: 'may-ask', text: 'It has a question.' },
  ],
  [
    'claude',
    { ...base, hook_event_name: 'Stop', last_assistant_message: '\n\nDone.\nMore' },
    { type: 'finished', text: 'Done.' },
  ],
  ['claude', { ...base, hook_event_name: 'StopFailure', error: 'rate_limit' }, { type: 'failed', text: 'rate_limit' }],
  ['claude', { ...base, hook_event_name: 'SessionEnd', reason: 'exit' }, { type: 'session-ended' }],
  ['claude', { ...base, hook_event_name: 'SubagentStop', agent_id: 'a' }, undefined],
  ['claude', { ...base, hook_event_name: 'Stop', agent_id: 'a' }, undefined],
  ['claude', { ...base, hook_event_name: 'PermissionRequest', agent_id: 'a', tool_name: 'Edit' }, { type: 'may-ask' }],
  ['claude', { ...base, hook_event_name: 'SomethingNew' }, undefined],
  [
    'codex',
    { type: 'agent-turn-complete', 'thread-id': 't-1', 'last-assistant-message': 'ok' },
    { type: 'finished', session: 't-1', text: 'ok' },
  ],
  [
    'codex',
    { ...base, hook_event_name: 'Stop', turn_id: '1', last_assistant_message: null },
    { type: 'finished', session: 's-1' },
  ],
  ['gemini', { ...base, hook_event_name: 'BeforeAgent', prompt: 'x' }, { type: 'prompted' }],
  ['gemini', { ...base, hook_event_name: 'AfterAgent', prompt_response: 'Yes' }, { type: 'finished', text: 'Yes' }],
  [
    'gemini',
    { ...base, hook_event_name: 'Notification', notification_type: 'ToolPermission', message: 'rm' },
    { type: 'asks', text: 'rm' },
  ],
  ['claude', { hook_event_name: 7 }, undefined],
  ['claude', { type: 'agent-turn-complete' }, undefined],
  ['claude', [], undefined],
])('%s: %j', (tool, said, expected) => {
  const event = parseHook({ tool, text: JSON.stringify(said) });
  if (expected) expect(event).toMatchObject({ tool, ...expected });
  else expect(event).toBeUndefined();
});

test('what is no JSON tells nothing, and what is shown of a text is short and plain', () => {
  expect(parseHook({ tool: 'claude', text: '{"hook_event_name":"Stop"' })).toBeUndefined();
  const event = parseHook({
    tool: 'claude',
    text: JSON.stringify({
      hook_event_name: 'Stop',
      last_assistant_message: `\u001b[31m${'x'.repeat(900)}`,
      session_id: 'x'.repeat(900),
    }),
  });
  expect(event?.session).toBeUndefined();
  expect(event?.text?.length).toBeLessThanOrEqual(200);
  expect(event?.text).not.toContain('\u001b');
});

test.each(['--dangerously-skip-permissions', 's 1', 's\n1', 's\u0000', '$(x)', '../x', '', 's'.repeat(201)])(
  'a session %j is none: it would become an argument',
  (session) => {
    for (const said of [
      { hook_event_name: 'Stop', session_id: session },
      { type: 'agent-turn-complete', 'thread-id': session },
    ]) {
      const event = parseHook({ tool: 'codex', text: JSON.stringify(said) });
      expect(event).toMatchObject({ type: 'finished' });
      expect(event?.session).toBeUndefined();
    }
  },
);
