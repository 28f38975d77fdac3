import { describe, expect, test } from 'vitest';
import type { Rule } from '../../../../../src/shared/vocabulary';
import { engine, sleep } from '../engine-rig';
import type { started } from '../facts';

describe('conditions', () => {
  const home = '/home/me';
  test.each<[string, Partial<Rule>, Parameters<typeof started>[1], boolean]>([
    ['no exception', { not: ['*--help*'] }, {}, true],
    ['an exception', { not: ['x', 'sleep 1'] }, {}, false],
    ['an exception in another form', { commands: ['/bin/*'], not: ['sleep*'] }, {}, false],
    ['the folder', { cwd: [`${home}/code`] }, { cwd: `${home}/code` }, true],
    ['the folder, written with a slash', { cwd: [`${home}/code/`] }, { cwd: `${home}/code` }, true],
    ['below the folder', { cwd: [`${home}/code`] }, { cwd: `${home}/code/a` }, false],
    ['below, with stars', { cwd: ['x', `${home}/code/**`] }, { cwd: `${home}/code/a/b` }, true],
    ['with stars, the folder itself', { cwd: [`${home}/code/**`] }, { cwd: `${home}/code` }, true],
    ['with stars, its neighbour', { cwd: [`${home}/code/**`] }, { cwd: `${home}/codex` }, false],
    ['the root', { cwd: ['/'] }, { cwd: '/' }, true],
    ['a folder of Windows', { cwd: ['C:/Users/*/code'] }, { cwd: 'C:\\Users\\me\\code' }, true],
    ['an unknown folder', { cwd: ['*'] }, {}, false],
    ['the number of the user', { user: ['1000'] }, { uid: 1000 }, true],
    ['the name of the user', { user: ['root', 'me'] }, { uid: 1000 }, true],
    ['another user', { user: ['root'] }, { uid: 1000 }, false],
    ['a user without a name', { user: ['me'] }, { uid: 5 }, false],
    ['an unknown user', { user: ['me'] }, {}, false],
    ['the parent, without its folder', { parent: ['make *'] }, {}, true],
    ['another parent', { parent: ['cargo *'] }, {}, false],
    ['the agent, in small letters', { agent: ['claude*'] }, {}, true],
    ['the name of an agent', { agent: ['Fix*'] }, {}, true],
    ['the id of an agent', { agent: ['k3f9-2m'] }, {}, true],
    ['another agent', { agent: ['Codex', 'Aider'] }, {}, false],
  ])('%s', (_, more, process, acts) => {
    const context = {
      about: () => ({ parent: { argv: ['/usr/bin/make', 'all'] }, agents: ['fixer', 'Claude Code', 'k3f9-2m'] }),
      userName: (uid: number) => (uid === 1000 ? 'me' : undefined),
    };
    const { start } = engine([sleep(more)], context);
    const line = more?.commands ? '/bin/sleep 1' : 'sleep 1';
    expect(start(line, process).length > 0).toBe(acts);
  });

  test('nobody knows parent or agent: a rule that asks for them does not match', () => {
    expect(engine([sleep({ parent: ['*'] }), sleep({ agent: ['*'] })]).start('sleep 1')).toEqual([]);
  });

  test('the rest of the hub is asked only about commands that match otherwise', () => {
    const asked: string[] = [];
    const about = () => {
      asked.push('about');
      return {};
    };
    const causesOf = () => {
      asked.push('causes');
      return [];
    };
    const { start } = engine([sleep({ parent: ['*'] }), sleep({}, 'other'), sleep({ cwd: ['/x'] })], {
      about,
      causesOf,
    });
    start('ls', { pid: 1 });
    expect(asked).toEqual([]);
    start('sleep 1', { pid: 2 });
    expect(asked).toEqual(['about', 'causes']);
  });
});
