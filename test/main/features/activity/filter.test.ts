import { expect, test } from 'vitest';
import { createSieve } from '../../../../src/main/features/activity/filter';
import type { ActivityRow } from '../../../../src/shared/vocabulary';

const row: ActivityRow = {
  key: '4711:10',
  process: {
    pid: 4711,
    start: 10,
    argv: ['npm', 'install', 'Left-Pad'],
    cwd: '/home/Zoë/app',
    startedAt: 0,
    comm: 'npm-cli',
  },
  ...{ parentName: 'bash', existing: false, ofAction: false },
  firings: [{ ruleId: 'On-Install', form: 'line', at: 0, runs: [] }],
};
const plain: ActivityRow = { ...row, firings: [] };
const kernelThread: ActivityRow = { ...plain, process: { pid: 2, start: 1, argv: [], comm: 'kthreadd', startedAt: 0 } };

test.each<[ActivityRow, 'matched' | 'all', string, boolean]>([
  [row, 'matched', '', true],
  [plain, 'matched', '', false],
  [plain, 'all', '', true],
  [plain, 'matched', 'npm', false],
  [row, 'matched', 'INSTALL left', true],
  [row, 'all', 'left-pad', true],
  [row, 'all', '71', true],
  [row, 'all', '/home/zoë', true],
  [row, 'all', 'on-inst', true],
  [plain, 'all', 'on-inst', false],
  [row, 'all', 'npm  install', false],
  [kernelThread, 'all', '[kthreadd]', true],
  [kernelThread, 'all', 'home', false],
  [{ ...plain, origin: { key: '1:1', name: 'Claude Code' } }, 'all', 'claude c', true],
  [{ ...plain, process: { ...plain.process, argv: ['node', '/bin/codex.js'] } }, 'all', 'CODEX', true],
  [{ ...plain, process: { ...plain.process, argv: ['claude'] } }, 'all', 'claude code', true],
])('row %#: scope %s', (given, scope, search, expected) => {
  expect(createSieve({ scope, search }).matches(given)).toBe(expected);
});
