import { expect, test } from 'vitest';
import { environmentOf } from '../../../../src/main/features/actions/environment';

const process = { pid: 42, start: 7, argv: ['npm', 'install', 'a b'], cwd: '/work', startedAt: 1_700_000_000_123.4 };
const context = { process, ruleId: 'npm', home: '/home/ada/.viberot' };

test('An action learns what it is started for', () => {
  expect(environmentOf({ PATH: '/bin' }, context, { cut: false })).toEqual({
    PATH: '/bin',
    VIBEROT_PID: '42',
    VIBEROT_PID_TYPE: 'real',
    VIBEROT_COMMAND: 'npm install a b',
    VIBEROT_TIMESTAMP: '2023-11-14T22:13:20.123Z',
    VIBEROT_HOME: '/home/ada/.viberot',
    VIBEROT_WORKING_DIRECTORY: '/work',
    VIBEROT_RULE: 'npm',
  });
});

test('An action learns that the pid of a typed line is made up', () => {
  const typed = { ...process, pid: 1_000_000, src: 'shell' as const };
  expect(environmentOf({}, { ...context, process: typed }, { cut: false })).toMatchObject({
    VIBEROT_PID: '1000000',
    VIBEROT_PID_TYPE: 'synthetic',
  });
});

test('An action does not get what is the hub’s own', () => {
  const inherited = { VIBEROT_TOKEN: 'secret', VIBEROT_HOME: '/elsewhere', ELECTRON_RUN_AS_NODE: '1', LANG: 'C' };
  const { cwd: _, ...unknown } = process;
  const env = environmentOf(inherited, { ...context, process: unknown }, { cut: false });
  expect(Object.keys(env).sort()).toEqual(
    ['COMMAND', 'HOME', 'PID', 'PID_TYPE', 'RULE', 'TIMESTAMP']
      .map((name) => `VIBEROT_${name}`)
      .concat('LANG')
      .sort(),
  );
  expect(env.VIBEROT_HOME).toBe('/home/ada/.viberot');
});

test.each([
  ['short', 'short'],
  ['x'.repeat(200_000), 'x'.repeat(102_400)],
  // Of the last character only half would fit.
  [`x${'ü'.repeat(100_000)}`, `x${'ü'.repeat(51_199)}`],
  [`x${'🎷'.repeat(100_000)}`, `x${'🎷'.repeat(25_599)}`],
])('A command line is cut between characters (%#)', (command, expected) => {
  const env = environmentOf({}, { ...context, process: { ...process, argv: [command] } }, { cut: true });
  expect(env.VIBEROT_COMMAND === expected).toBe(true);
  expect(env.VIBEROT_COMMAND_TRUNCATED).toBe('1');
});
