import { expect, test } from 'vitest';
import { readCauses } from '../../../../src/main/features/actions/causes';
import { environmentOf } from '../../../../src/main/features/actions/environment';
import type { Occasion } from '../../../../src/main/features/actions/occasion';
import type { Exit } from '../../../../src/shared/vocabulary';

const process = { pid: 42, start: 7, argv: ['npm', 'install', 'a b'], cwd: '/work', startedAt: 1_700_000_000_123.4 };
const home = '/home/ada/.viberot';
const rule = { id: 'npm', line: 1, on: 'start' as const };
const occasion: Occasion = { process, rule, causes: [], trial: false };
const run = 'run-7';

test('An action learns what it is started for', () => {
  expect(environmentOf({ env: { PATH: '/bin' }, home }, occasion, { run })).toEqual({
    PATH: '/bin',
    VIBEROT_PID: '42',
    VIBEROT_PID_TYPE: 'real',
    VIBEROT_COMMAND: 'npm install a b',
    VIBEROT_TIMESTAMP: '2023-11-14T22:13:20.123Z',
    VIBEROT_HOME: '/home/ada/.viberot',
    VIBEROT_ACTIONS: '/home/ada/.viberot/actions',
    VIBEROT_WORKING_DIRECTORY: '/work',
    VIBEROT_RULE: 'npm',
    VIBEROT_RUN: 'run-7',
    VIBEROT_CAUSES: 'npm',
  });
});

test.each<[Exit, Record<string, string>]>([
  [{ code: 3 }, { VIBEROT_EXIT_CODE: '3', VIBEROT_DURATION_MS: '1500' }],
  [{ signal: 15 }, { VIBEROT_SIGNAL: 'SIGTERM', VIBEROT_DURATION_MS: '1500' }],
  [
    { signal: 11, core: true },
    { VIBEROT_SIGNAL: 'SIGSEGV', VIBEROT_DURATION_MS: '1500' },
  ],
  [{ unknown: true }, { VIBEROT_DURATION_MS: '1500' }],
])('An action learns how the command ended: %j', (exit, expected) => {
  const ended = { ...occasion, exit, endedAt: process.startedAt + 1_500 };
  const names = ['VIBEROT_EXIT_CODE', 'VIBEROT_SIGNAL', 'VIBEROT_DURATION_MS'];
  const env = environmentOf({ env: {}, home }, ended, { run });
  expect(Object.fromEntries(Object.entries(env).filter(([name]) => names.includes(name)))).toEqual(expected);
});

test('What an action starts can tell which rules led to it', () => {
  const caused = { ...occasion, causes: ['first, of all', 'ünd'] };
  const { VIBEROT_CAUSES = '' } = environmentOf({ env: {}, home }, caused, { run });
  expect(VIBEROT_CAUSES).toBe('first%2C%20of%20all,%C3%BCnd,npm');
  expect(readCauses(VIBEROT_CAUSES)).toEqual(['first, of all', 'ünd', 'npm']);
  expect([readCauses(''), readCauses('%zz')]).toEqual([[], []]);
});

test('An action learns that the pid of a typed line is made up', () => {
  const typed = { ...process, pid: 1_000_000, src: 'shell' as const };
  expect(environmentOf({ env: {}, home }, { ...occasion, process: typed }, { run })).toMatchObject({
    VIBEROT_PID: '1000000',
    VIBEROT_PID_TYPE: 'synthetic',
  });
});

test('An action does not get what is the hub’s own', () => {
  const env = { VIBEROT_TOKEN: 'secret', VIBEROT_HOME: '/elsewhere', ELECTRON_RUN_AS_NODE: '1', LANG: 'C' };
  const { cwd: _, ...unknown } = process;
  const found = environmentOf({ env, home }, { ...occasion, process: unknown }, { run });
  expect(Object.keys(found).sort()).toEqual(
    ['ACTIONS', 'CAUSES', 'COMMAND', 'HOME', 'PID', 'PID_TYPE', 'RULE', 'RUN', 'TIMESTAMP']
      .map((name) => `VIBEROT_${name}`)
      .concat('LANG')
      .sort(),
  );
  expect(found.VIBEROT_HOME).toBe('/home/ada/.viberot');
});

test.each([
  ['short', 'short'],
  ['x'.repeat(200_000), 'x'.repeat(102_400)],
  // Of the last character only half would fit.
  [`x${'ü'.repeat(100_000)}`, `x${'ü'.repeat(51_199)}`],
  [`x${'🎷'.repeat(100_000)}`, `x${'🎷'.repeat(25_599)}`],
])('A command line is cut between characters (%#)', (command, expected) => {
  const env = environmentOf(
    { env: {}, home },
    { ...occasion, process: { ...process, argv: [command] } },
    { run, cut: true },
  );
  expect(env.VIBEROT_COMMAND === expected).toBe(true);
  expect(env.VIBEROT_COMMAND_TRUNCATED).toBe('1');
});
