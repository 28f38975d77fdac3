import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Agents, createAgents } from '../../../../src/main/features/agents';
import { createClock, createKeptValues, createPrograms, createTerminalHosts } from '../../../../src/main/node';
import { locateHome, prepareHome } from '../../../../src/main/node/home';
import { createCell, createEmitter } from '../../../../src/shared/event';
import { fail } from '../../../../src/shared/result';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { usualSettings } from '../../../../src/shared/vocabulary';
import { quietPolicy } from '../../../fixtures/agent-policy';
import { endTerminalHosts } from '../../../fixtures/end-terminal-hosts';
import { isAlive, makeHome, parentOf, processesWith } from '../../../fixtures/running-hub';
import { silentLog } from '../../../fixtures/silent-log';
import { type BuiltTerminalHost, buildTerminalHost } from '../../../fixtures/terminal-host';

/** Agents in terminals of real hosts, on a real disk. */
let built: BuiltTerminalHost;
let scope: Scope;
let home: string;
beforeAll(async () => {
  built = await buildTerminalHost();
});
afterAll(() => built.remove());
beforeEach(() => {
  scope = createScope();
  home = makeHome(scope, '');
  prepareHome(locateHome(home));
});
afterEach(() => scope.close());

const eventually = (check: () => void) => expect.poll(() => attempt(check), { timeout: 10_000 }).toBe(true);
function attempt(check: () => void): true | string {
  try {
    check();
    return true;
  } catch (error) {
    return String(error);
  }
}

/** A hub's agents; the scope's end leaves them running. */
async function hubAgents(hub: Scope): Promise<Agents> {
  const shell = { file: '/bin/sh', args: [], cwd: home };
  const none = async () => fail('failed', 'not here');
  const agents = await createAgents(
    {
      hosts: createTerminalHosts({ home: locateHome(home), ...built, log: silentLog }, hub),
      ...{ clock: createClock(), kept: createKeptValues(home), programs: createPrograms({ shell }), log: silentLog },
      ...{ settings: createCell(usualSettings), shell, home, env: { PATH: process.env.PATH ?? '/bin' } },
      policy: quietPolicy,
      hooks: { events: createEmitter(), environment: () => ({}), leave: () => {} },
      worktrees: {
        ...{ create: none, remove: none, changes: none, removeOrphan: none, diff: none },
        ...{ orphans: async () => [], branches: async () => undefined },
      },
    },
    hub,
  );
  await agents.ready;
  return agents;
}

async function spawn(agents: Agents, name: string, script: string, prompt?: string) {
  const spawned = await agents.spawn({ name, command: ['/bin/sh', '-c', script], prompt });
  if (!spawned.ok) throw new Error(spawned.message);
  return spawned.value;
}

const read = (name: string) => (existsSync(join(home, name)) ? readFileSync(join(home, name), 'utf8') : '');

test('a real program gets the prompt and what is sent, and is still there for the next hub', async () => {
  const first = scope.child();
  const before = await hubAgents(first);
  const lines = 'read one; echo "got $one"; read two; echo "$one|$two|$VIBEROT_AGENT_NAME" > out; exit 3';
  const { id, pid = 0 } = await spawn(before, 'fixer', `echo ready; ${lines}`, 'do it');
  await eventually(() => expect(before.get(id)?.lastLine).toBe('got do it'));
  expect(parentOf(pid)).toBeGreaterThan(1);
  await first.close();
  expect(isAlive(pid)).toBe(true);

  const after = await hubAgents(scope);
  await eventually(() => expect(after.get(id)).toMatchObject({ name: 'fixer', pid, lastLine: 'got do it' }));
  after.send(id, 'go on', { enter: true });
  expect(await after.wait(id, ['exited'], { timeoutMs: 10_000 })).toMatchObject({ value: { reached: true } });
  expect(after.get(id)).toMatchObject({ status: 'exited', exit: { code: 3 }, lost: false });
  expect(read('out')).toBe('do it|go on|fixer\n');
});

test('what ended while no hub was there, and what lost its host, is known to the next', async () => {
  const first = scope.child();
  const before = await hubAgents(first);
  const ends = await spawn(before, 'ends', `until [ -e ${home}/go ]; do sleep 0.05; done; exit 7`);
  await first.close();
  writeFileSync(join(home, 'go'), '');
  await eventually(() => expect(isAlive(ends.pid ?? 0)).toBe(false));

  const second = scope.child();
  const next = await hubAgents(second);
  await eventually(() => expect(next.get(ends.id)).toMatchObject({ status: 'exited', exit: { code: 7 } }));
  const lost = await spawn(next, 'lost', 'sleep 1000');
  await second.close();
  await endTerminalHosts(home);

  const last = await hubAgents(scope);
  await eventually(() => expect(last.get(lost.id)).toMatchObject({ status: 'exited' }));
  expect(last.get(ends.id)).toMatchObject({ exit: { code: 7 }, lost: false });
});

test('a kill leaves no process, whatever it has started', async () => {
  const agents = await hubAgents(scope);
  const mark = `123.${process.pid}`;
  const { id } = await spawn(agents, 'tree', `setsid sleep ${mark} & nohup sleep ${mark} & sleep ${mark}; echo`);
  await eventually(() => expect(processesWith(`sleep ${mark}`).length).toBeGreaterThanOrEqual(3));
  expect(await agents.kill(id)).toMatchObject({ ok: true, value: { status: 'exited' } });
  expect(processesWith(`sleep ${mark}`)).toEqual([]);
});
