import { expect, test } from 'vitest';
import { agentOf } from '../../../src/shared/vocabulary';

test.each([
  ['claude', 'Claude Code'],
  ['/home/me/.local/bin/claude --continue', 'Claude Code'],
  ['/home/me/.local/share/claude/versions/2.0.14 -p', 'Claude Code'],
  ['node /usr/lib/node_modules/@anthropic-ai/claude-code/cli.js', 'Claude Code'],
  ['node --no-warnings --enable-source-maps /home/me/.nvm/bin/claude -p', 'Claude Code'],
  ['env -S node /opt/bin/claude', 'Claude Code'],
  ['C:\\Tools\\claude.exe', 'Claude Code'],
  ['node.exe C:\\npm\\node_modules\\@anthropic-ai\\claude-code\\cli.js', 'Claude Code'],
  ['node /usr/local/bin/codex.js exec', 'Codex'],
  ['/opt/node_modules/@openai/codex/vendor/x86_64-unknown-linux-musl/codex/codex', 'Codex'],
  ['node /usr/lib/node_modules/@google/gemini-cli/dist/index.js', 'Gemini CLI'],
  ['/home/me/.opencode/bin/opencode', 'OpenCode'],
  ['python3.12 -m aider --model x', 'Aider'],
  ['python -m aider.main', 'Aider'],
  ['/usr/bin/python3 /home/me/.local/bin/aider', 'Aider'],
  ['goose session', 'Goose'],
  ['cursor-agent', 'Cursor Agent'],
  ['node /home/me/.local/share/cursor-agent/versions/2025.09/index.js', 'Cursor Agent'],
  ['bun /x/node_modules/@qwen-code/qwen-code/cli.js', 'Qwen Code'],
  ['deno run -A /x/crush.js', 'Crush'],
])('%s → %s', (line, expected) => expect(agentOf({ argv: line.split(' ') })).toBe(expected));

test.each([
  ...['bash', 'sh -c claude', 'vim claude', 'grep -r codex .', 'man gemini', 'claude-desktop', 'Claude', 'node'],
  ...['node server.js claude', 'npm install -g @openai/codex', 'python codex.py', 'bash goose.sh', 'env', 'env A=1'],
  ...['/opt/codex/bin/server', 'node -e claude', 'cat /usr/lib/node_modules/@openai/codex/README.md', ''],
  ...['/usr/lib/node_modules/@anthropic-ai/claude-code/vendor/ripgrep/rg x', '/a/share/claude/versions/2.0.14/bin/rg'],
])('%s is no agent', (line) => expect(agentOf({ argv: line.split(' ') })).toBeUndefined());

test('a process whose arguments were missed is known by its kernel name', () => {
  expect(agentOf({ argv: [], comm: 'claude' })).toBe('Claude Code');
  expect(agentOf({ argv: [], comm: 'kworker/0:1' })).toBeUndefined();
  expect(agentOf({ argv: [] })).toBeUndefined();
});
