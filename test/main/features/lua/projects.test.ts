import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { followProjects } from '../../../../src/main/features/lua';
import { createCell } from '../../../../src/shared/event';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Agent } from '../../../../src/shared/vocabulary';
import { temporaryDirectory } from '../../gateway/transports';
import { eventually, openRig, put, type Rig } from './rig';

let scope: Scope;
let root: string;
let home: string;

beforeEach(() => {
  scope = createScope();
  root = temporaryDirectory(scope);
  home = join(root, '.viberot');
  put(join(root, 'shipped/AGENTS.md'), 'How to change the app.\n');
});
afterEach(() => scope.close());

async function open(): Promise<Rig> {
  const rig = await openRig({ shipped: join(root, 'shipped'), home, userHome: root });
  scope.use(rig.scope);
  return rig;
}

const write = (project: string, path: string, text: string) => put(join(root, project, '.viberot/lua', path), text);
const says = (text: string) => `commands.register("${text}", function() end)`;

const commands = async ({ lua }: Rig) =>
  (await lua.describe()).registrations.map(({ module, name }) => `${module} ${name}`).sort();
const states = ({ lua }: Rig) => lua.projects.list.map(({ name, state }) => `${name} ${state}`);
const notices = ({ lua }: Rig) => lua.projects.notices.value.map(({ message }) => message);
const trust = async ({ lua }: Rig, project: string) => {
  const done = await lua.projects.trust(join(root, project), true);
  await lua.reload();
  return done;
};

test('Nothing of a project is run until a person trusts it; then all of it, and after a restart', async () => {
  write('app', 'deploys.lua', says('deploys'));
  write('app', 'deploys_spec.lua', 'error("a test")');
  const rig = await open();
  await rig.lua.projects.seen([join(root, 'app')]);
  expect(states(rig)).toEqual(['app new']);
  expect(notices(rig)).toEqual([expect.stringContaining('brings Lua files of its own')]);
  await rig.lua.reload();
  expect(await commands(rig)).toEqual([]);

  expect(await trust(rig, 'app')).toMatchObject({ ok: true, value: { state: 'trusted', name: 'app' } });
  expect(await commands(rig)).toEqual(['project.app.deploys deploys']);
  expect(notices(rig)).toEqual([]);
  expect(await rig.file('project.app.deploys')).toMatchObject({ layer: 'project', state: 'running' });

  await rig.scope.close();
  const again = await open();
  expect(await commands(again)).toEqual(['project.app.deploys deploys']);
  expect(states(again)).toEqual(['app trusted']);
});

describe('What changes after that', () => {
  async function trusted(): Promise<Rig> {
    write('app', 'a.lua', says('first'));
    write('app', 'b.lua', says('other'));
    const rig = await open();
    await trust(rig, 'app');
    return rig;
  }

  test('waits until it is trusted as well; what was trusted goes on, also after a restart', async () => {
    const rig = await trusted();
    write('app', 'a.lua', says('second'));
    write('app', 'c.lua', says('third'));
    await eventually(() => expect(states(rig)).toEqual(['app changed']));
    expect(notices(rig)).toEqual([expect.stringContaining('(a.lua, c.lua)')]);
    expect(await commands(rig)).toEqual(['project.app.a first', 'project.app.b other']);
    await rig.scope.close();
    const again = await open();
    expect(await commands(again)).toEqual(['project.app.a first', 'project.app.b other']);

    const looked = await again.lua.projects.look(join(root, 'app'));
    expect(looked).toMatchObject({
      value: {
        files: [
          { path: 'a.lua', change: 'changed', text: says('second'), trusted: says('first') },
          { path: 'b.lua', change: 'same' },
          { path: 'c.lua', change: 'added', text: says('third'), trusted: undefined },
        ],
      },
    });
    await trust(again, 'app');
    expect(await commands(again)).toEqual(['project.app.a second', 'project.app.b other', 'project.app.c third']);
  });

  test('is not trusted when it is not what the person has looked at', async () => {
    const rig = await trusted();
    write('app', 'a.lua', says('second'));
    const looked = await rig.lua.projects.look(join(root, 'app'));
    const mark = looked.ok ? looked.value.mark : '';
    write('app', 'a.lua', says('evil'));
    expect(await rig.lua.projects.trust(join(root, 'app'), true, mark)).toMatchObject({ ok: false, error: 'changed' });
    write('app', 'a.lua', says('second'));
    expect(await rig.lua.projects.trust(join(root, 'app'), true, mark)).toMatchObject({ ok: true });
  });

  test('may be that a file is gone: it is no longer run, and comes back as it was trusted', async () => {
    const rig = await trusted();
    rmSync(join(root, 'app/.viberot/lua/a.lua'));
    await eventually(async () => expect(await commands(rig)).toEqual(['project.app.b other']));
    expect(states(rig)).toEqual(['app trusted']);
    write('app', 'a.lua', says('first'));
    await eventually(async () => expect(await commands(rig)).toHaveLength(2));
  });

  test('may be that the folder is moved: nothing of it is run, there or here', async () => {
    const rig = await trusted();
    renameSync(join(root, 'app'), join(root, 'moved'));
    await rig.lua.reload();
    expect(await commands(rig)).toEqual([]);
    expect(states(rig)).toEqual(['app missing']);
    await rig.lua.projects.seen([join(root, 'moved')]);
    expect(states(rig)).toEqual(['app missing', 'moved new']);
    renameSync(join(root, 'moved'), join(root, 'app'));
    await rig.lua.reload();
    expect(await commands(rig)).toHaveLength(2);
  });

  test('may be that the folder is removed: then it can be forgotten', async () => {
    const rig = await trusted();
    rmSync(join(root, 'app'), { recursive: true });
    await rig.lua.reload();
    expect(states(rig)).toEqual(['app missing']);
    expect(await trust(rig, 'app')).toMatchObject({ ok: false, error: 'failed' });
    await rig.lua.projects.trust(join(root, 'app'), false);
    expect(states(rig)).toEqual([]);
    write('app', 'a.lua', says('first'));
    await rig.lua.projects.seen([join(root, 'app')]);
    expect(states(rig), 'nothing is left of what was said').toEqual(['app new']);
  });

  test('may be that the folder is a link to another one: that is not trusted', async () => {
    const rig = await trusted();
    renameSync(join(root, 'app'), join(root, 'before'));
    write('evil', 'a.lua', says('evil'));
    symlinkSync(join(root, 'evil'), join(root, 'app'));
    await rig.lua.reload();
    expect(states(rig)).toEqual(['app missing']);
    expect(await commands(rig)).toEqual([]);
    expect(await trust(rig, 'app'), 'what the link leads to').toMatchObject({ value: { folder: join(root, 'evil') } });
    expect(await commands(rig)).toEqual(['project.evil.a evil']);
  });

  test('may be that its Lua is a link to elsewhere: only what was trusted is run', async () => {
    const rig = await trusted();
    write('evil', 'a.lua', says('evil'));
    rmSync(join(root, 'app/.viberot'), { recursive: true });
    symlinkSync(join(root, 'evil/.viberot'), join(root, 'app/.viberot'));
    await rig.lua.reload();
    expect((await commands(rig)).filter((line) => line.includes('evil'))).toEqual([]);
  });

  test('may be that the person trusts it no longer', async () => {
    const rig = await trusted();
    await rig.lua.projects.trust(join(root, 'app'), false);
    await eventually(async () => expect(await commands(rig)).toEqual([]));
    expect(states(rig)).toEqual(['app declined']);
    write('app', 'a.lua', says('second'));
    await rig.lua.reload();
    expect(notices(rig), 'nobody is asked again').toEqual([]);
  });
});

test('Projects of the same name have modules of their own, whatever becomes of the first', async () => {
  write('one/app', 'a.lua', says('one'));
  write('two/app', 'a.lua', says('two'));
  const rig = await open();
  await trust(rig, 'one/app');
  await trust(rig, 'two/app');
  expect(await commands(rig)).toEqual(['project.app.a one', 'project.app_2.a two']);
  rmSync(join(root, 'one'), { recursive: true });
  await rig.lua.reload();
  expect(await commands(rig)).toEqual(['project.app_2.a two']);
});

test('A broken file of a project keeps what was in force, and others go on', async () => {
  write('app', 'a.lua', says('first'));
  write('app', 'b.lua', 'error("no")');
  const rig = await open();
  await trust(rig, 'app');
  expect(await commands(rig)).toEqual(['project.app.a first']);
  expect(await rig.file('project.app.b')).toMatchObject({
    state: 'failed',
    problem: { message: 'no', line: 1, path: join(root, 'app/.viberot/lua/b.lua') },
  });
});

test('Projects are found where agents work, and above; the person’s own folder is none', async () => {
  write('app', 'a.lua', says('app'));
  write('repository', 'a.lua', says('repository'));
  mkdirSync(join(root, 'app/src/deep'), { recursive: true });
  mkdirSync(join(root, 'plain'));
  mkdirSync(join(root, 'worktree'));
  const rig = await open();
  rig.write('user/mine.lua', says('mine'));
  const agent = (cwd: string, more: object = {}) => ({ cwd, status: 'working', statusAt: 1, ...more }) as Agent;
  const agents = createCell<readonly Agent[]>([agent(join(root, 'plain')), agent(root)]);
  followProjects(rig.lua, agents, scope);
  await rig.lua.reload();
  expect(states(rig)).toEqual([]);
  const worktree = { repository: join(root, 'repository'), path: join(root, 'worktree'), branch: 'b', base: 'main' };
  agents.value = [agent(join(root, 'app/src/deep')), agent(join(root, 'worktree'), { worktree })];
  await eventually(() => expect(states(rig).sort()).toEqual(['app new', 'repository new']));
});

test('There is nothing to trust where there is no Lua', async () => {
  mkdirSync(join(root, 'plain'));
  mkdirSync(join(root, 'empty/.viberot/lua'), { recursive: true });
  const rig = await open();
  expect(await trust(rig, 'plain')).toMatchObject({ ok: false, error: 'no-project' });
  expect(await trust(rig, 'nowhere')).toMatchObject({ ok: false, error: 'no-project' });
  expect(await trust(rig, 'empty')).toMatchObject({ ok: false, error: 'no-project' });
  write('empty', 'big.lua', `-- ${'x'.repeat(1_000_000)}`);
  expect(await trust(rig, 'empty')).toMatchObject({ ok: false, error: 'failed' });
});
