import { expect, test } from 'vitest';
import { actionText, inForceText } from '../../../../src/renderer/features/rules/rule-text';
import type { Action } from '../../../../src/shared/vocabulary';

const exec: Action = { type: 'exec', path: 'say', args: [], shell: false, singleInstance: false };

test.each<[string, Partial<Action>, string]>([
  ['a program and its arguments', { args: ['a', 'b c'] }, "say a 'b c'"],
  ['a line for the shell', { shell: true, path: 'say "$1" | cat', args: ['x'] }, 'say "$1" | cat x'],
  ['a script', { shell: true, path: '\nif true; then\n  say yes\nfi\n' }, 'if true; then\n  say yes\nfi'],
])('%s is shown as it was written', (_, action, text) => {
  expect(actionText({ ...exec, ...action })).toBe(text);
});

test.each([
  [0, 0, '0 rules in force'],
  [1, 0, '1 rule in force'],
  [4, 0, '4 rules in force'],
  [4, 1, '4 in force, 1 disabled'],
  [0, 2, '0 in force, 2 disabled'],
])('a disabled rule is never counted as in force: %d and %d', (enabled, disabled, text) => {
  const rules = [...Array(enabled).fill({ enabled: true }), ...Array(disabled).fill({ enabled: false })];
  expect(inForceText(rules)).toBe(text);
});
