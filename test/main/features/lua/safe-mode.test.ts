import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LuaDomains } from '../../../../src/main/ports';
import { createEmitter } from '../../../../src/shared/event';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { luaInThisThread } from '../../../fixtures/lua-in-this-thread';
import { temporaryDirectory } from '../../gateway/transports';
import { eventually, openRig, put } from './rig';

let scope: Scope;
/** Ends the newest worker of a domain. */
const ends = new Map<string, (why: string) => void>();

const domains: LuaDomains = {
  open(options, own) {
    const ended = createEmitter<string>();
    ends.set(options.name, (why) => ended.emit(why));
    return { ...luaInThisThread.open(options, own), ended };
  },
};

beforeEach(() => {
  scope = createScope();
});
afterEach(() => scope.close());

test('Files that end the trusted worker again and again are set aside, and the person is told what to do', async () => {
  const home = temporaryDirectory(scope);
  const shipped = join(home, 'shipped');
  put(join(shipped, 'AGENTS.md'), '');
  put(join(shipped, 'default/a.lua'), 'return { is = "shipped" }');
  put(join(home, 'lua/user/bad.lua'), 'events.on("hang", print)');
  const rig = await openRig({ home, shipped, domains });
  scope.use(rig.scope);
  for (let time = 0; time < 3; time++) {
    expect(await rig.ask('1')).toBe('1');
    ends.get('trusted')?.('It hung.');
  }
  await rig.until('user.bad', 'failed');
  await rig.until('default.a', 'running');
  expect((await rig.file('user.bad'))?.problem?.message).toContain('It hung.');
  expect(await rig.ask('require("default.a").is')).toBe('shipped');
  const { domains: described } = await rig.lua.describe();
  expect(described).toMatchObject([{ name: 'trusted', state: 'running', why: expect.stringContaining('It hung.') }]);
  expect(rig.lua.notices.value).toMatchObject([
    { severity: 'warning', message: expect.stringContaining('Change the file that does it, or reload it.') },
  ]);
  rig.write('user/bad.lua', 'return {}');
  await rig.until('user.bad', 'running');
  await eventually(() => expect(rig.lua.notices.value).toEqual([]));
});
