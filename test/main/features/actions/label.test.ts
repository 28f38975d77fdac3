import { expect, test } from 'vitest';
import { labelOf, maskAddress } from '../../../../src/main/features/actions/label';
import type { Action } from '../../../../src/shared/vocabulary';
import { execOf } from '../../../fixtures/rules';

const at = 'start';
const rule = { id: 'rule', line: 1, on: 'start' as const };
const process = { pid: 1, start: 1, argv: ['make', 'all'], cwd: '/w', startedAt: 1 };
const occasion = { rule, process, causes: [], trial: false };
const look = { corner: 'top-left', width: 1, height: 1, clickThrough: false } as const;

test.each<[Action, string]>([
  [execOf('~/play', { args: ['a', 'b c'] }), '~/play a b c'],
  [{ type: 'notify', at, silent: false, title: 'T' }, 'make all has started'],
  [{ type: 'notify', at, silent: false, message: '{program}!' }, 'make!'],
  [{ type: 'overlay', content: { type: 'progress' }, ...look }, 'progress'],
  [{ type: 'overlay', content: { type: 'page', path: 'a.html' }, ...look }, 'a.html'],
  [{ type: 'overlay', content: { type: 'url', url: 'https://a:b@x/?k' }, ...look }, 'https://•••@x/?•••'],
  [{ type: 'sound', sound: 'done', at }, 'done'],
  [{ type: 'log', message: '{command}\nx', level: 'info', at }, 'make all x'],
  [
    { type: 'webhook', url: 'https://x/y', headers: { A: 'secret' }, at, retries: 0, allowPrivate: false },
    'POST https://x/y',
  ],
  [{ type: 'agent', do: 'start', name: 'fixer', command: ['claude', '-c'] }, 'fixer: claude -c'],
  [{ type: 'agent', do: 'send', name: 'fixer', text: '{command} in\n{cwd}', enter: true }, 'fixer: make all in /w'],
])('People read %j as %j', (action, label) => expect(labelOf(action, occasion)).toBe(label));

test.each<[Action]>([
  [execOf('~/play', { args: ['--token=s3cret'] })],
  [{ type: 'notify', at, silent: false }],
  [{ type: 'log', message: 'Ran {command}', level: 'info', at }],
  [{ type: 'agent', do: 'send', name: 'fixer', text: '{command} failed', enter: true }],
])('Nobody reads a secret, nor more than anybody would read, in %j', (action) => {
  const argv = ['deploy', '--password', 's3cret', 'a'.repeat(100_000)];
  const label = labelOf(action, { ...occasion, process: { ...process, argv } });
  expect(label).not.toContain('s3cret');
  expect(label).toContain('•••');
  expect(label.length).toBeLessThanOrEqual(500);
});

test.each([
  ['https://example.com/hooks/build', 'https://example.com/hooks/build'],
  ['https://a-very-long-name-of-a-host.example.com', 'https://a-very-long-name-of-a-host.example.com'],
  ['https://user:password@example.com/', 'https://•••@example.com/'],
  ['https://example.com/?key=x&other=y', 'https://example.com/?•••'],
  ['https://example.com/#frag', 'https://example.com/#•••'],
  ['https://hooks.slack.com/services/T01/B02/abcdefghijklmnopqrstuvwx', 'https://hooks.slack.com/services/T01/B02/•••'],
  ['https://x/abcdefghijklmnopqrstuvwx/github', 'https://x/•••/github'],
  ['not an address', 'not an address'],
])('Of the address %s people read %s', (address, shown) => expect(maskAddress(address)).toBe(shown));
