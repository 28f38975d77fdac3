import { expect, test } from 'vitest';
import { programsOf } from '../../../../src/main/features/actions/program';
import { ok } from '../../../../src/shared/result';
import type { ExecAction } from '../../../../src/shared/vocabulary';

const exec: ExecAction = { type: 'exec', path: '', args: ['a', 'b c'], shell: false };
/** As it stands in a rule. */
const variable = (name: string) => ['$', '{', name, '}'].join('');
const places = { home: '/h', bundledActions: '/app' };
const unix = { HOME: '/home/ada', PATH: '/bin' };
const windows = { USERPROFILE: 'C:\\Users\\Ada', ComSpec: 'C:\\Windows\\cmd.exe' };

test.each<[string, Partial<ExecAction>, Record<string, string>, string[]]>([
  ['an absolute path as it is', { path: '/opt/play' }, unix, ['/opt/play']],
  ['a path of Windows as it is', { path: 'C:\\play.exe' }, windows, ['C:\\play.exe']],
  ['a path in the person’s folder', { path: '~/bin/play' }, unix, ['/home/ada/bin/play']],
  ['the same on Windows', { path: '~/play.exe' }, windows, ['C:\\Users\\Ada/play.exe']],
  ['a path from VibeRot’s folder', { path: 'mine/play' }, unix, ['/h/mine/play']],
  ['a path that begins with a dot', { path: './play' }, unix, ['/h/./play']],
  [
    'a name among the actions, those of the app, then in the PATH',
    { path: 'play' },
    unix,
    ['/h/actions/play', '/app/play', 'play'],
  ],
  ['a path with variables', { path: `${variable('TOOLS')}/play` }, { ...unix, TOOLS: '/opt' }, ['/opt/play']],
  [
    'what it is told that begins with a dollar',
    { path: `/$${variable('TOOLS')}/$x` },
    unix,
    [`/${variable('TOOLS')}/$x`],
  ],
])('An action runs %s', (_, action, env, files) => {
  const programs = programsOf({ ...exec, ...action }, { ...places, env });
  expect(programs).toEqual(ok(files.map((file) => ({ file, args: exec.args }))));
});

test('A command line is run by the shell of the system', () => {
  const action = { ...exec, path: 'play | tee log', shell: true };
  const args = ['-c', 'play | tee log', 'sh', 'a', 'b c'];
  expect(programsOf(action, { ...places, env: unix })).toEqual(ok([{ file: '/bin/sh', args }]));
  const windowsArgs = ['/d', '/s', '/c', 'play | tee log a b c'];
  const cmd = { file: windows.ComSpec, args: windowsArgs };
  expect(programsOf(action, { ...places, env: windows })).toEqual(ok([cmd]));
});

test('Arguments have their variables written out, also for a shell; its command line is the shell’s own', () => {
  const action = { ...exec, path: `echo ${variable('HOME')}`, args: [`${variable('HOME')}/x`, '$HOME'], shell: true };
  expect(programsOf(action, { ...places, env: unix })).toEqual(
    ok([{ file: '/bin/sh', args: ['-c', `echo ${variable('HOME')}`, 'sh', '/home/ada/x', '$HOME'] }]),
  );
});

test.each([{ path: `${variable('NOWHERE')}/play` }, { path: 'play', args: [variable('NOWHERE')] }])(
  'A variable that is not set is told: %j',
  (action) => {
    expect(programsOf({ ...exec, ...action }, { ...places, env: unix })).toMatchObject({
      ok: false,
      message: 'The variable NOWHERE is not set where VibeRot was started. Set it there, or correct the rule.',
    });
  },
);
