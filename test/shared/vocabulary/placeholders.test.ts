import { expect, test } from 'vitest';
import { fillIn } from '../../../src/shared/vocabulary';

const values = {
  ...{ command: 'npm install', program: 'npm', pid: '7', cwd: '/home/me', rule: 'installs', agent: '' },
  ...{ exit: '1', duration: '2 s' },
};

test.each([
  ['{command} ended with {exit}', 'npm install ended with 1'],
  ['{agent}', ''],
  ['in {duration}, {duration}', 'in 2 s, 2 s'],
  ['{other} {} { command }', '{other} {} { command }'],
  ['{{command}', '{command}'],
  ['{"text": "{command}"}', '{"text": "npm install"}'],
  ['{constructor} {toString}', '{constructor} {toString}'],
])('%s is filled in as %s', (template, expected) => {
  expect(fillIn(template, values)).toBe(expected);
});

test('what is filled in is not filled in again', () => {
  expect(fillIn('{command}', { ...values, command: 'echo {pid}' })).toBe('echo {pid}');
});
