import { expect, test } from 'vitest';
import { labelOf, programsOf } from '../../../../src/main/features/actions/program';
import type { ExecAction } from '../../../../src/shared/vocabulary';

const exec: ExecAction = { type: 'exec', path: '', args: ['a', 'b c'], shell: false, singleInstance: false };
const unix = { HOME: '/home/ada', PATH: '/bin' };
const windows = { USERPROFILE: 'C:\\Users\\Ada', ComSpec: 'C:\\Windows\\cmd.exe' };

test.each<[string, Partial<ExecAction>, Record<string, string>, string[]]>([
  ['an absolute path as it is', { path: '/opt/play' }, unix, ['/opt/play']],
  ['a path of Windows as it is', { path: 'C:\\play.exe' }, windows, ['C:\\play.exe']],
  ['a path in the person’s folder', { path: '~/bin/play' }, unix, ['/home/ada/bin/play']],
  ['the same on Windows', { path: '~/play.exe' }, windows, ['C:\\Users\\Ada/play.exe']],
  ['a path from VibeRot’s folder', { path: 'mine/play' }, unix, ['/h/mine/play']],
  ['a path that begins with a dot', { path: './play' }, unix, ['/h/./play']],
  ['a name among the actions, then in the PATH', { path: 'play' }, unix, ['/h/actions/play', 'play']],
])('An action runs %s', (_, action, env, files) => {
  const programs = programsOf({ ...exec, ...action }, { home: '/h', env });
  expect(programs).toEqual(files.map((file) => ({ file, args: exec.args })));
});

test('A command line is run by the shell of the system', () => {
  const action = { ...exec, path: 'play | tee log', shell: true };
  const args = ['-c', 'play | tee log', 'sh', 'a', 'b c'];
  expect(programsOf(action, { home: '/h', env: unix })).toEqual([{ file: '/bin/sh', args }]);
  const windowsArgs = ['/d', '/s', '/c', 'play | tee log a b c'];
  const cmd = { file: windows.ComSpec, args: windowsArgs };
  expect(programsOf(action, { home: '/h', env: windows })).toEqual([cmd]);
});

test('People read the program and its arguments', () => {
  expect(labelOf({ ...exec, path: '~/play' })).toBe('~/play a b c');
});
