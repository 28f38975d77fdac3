import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../../src/shared/contract';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { connectToHub } from '../../../fixtures/hub-client';
import { makeHome, processesWith, type RunningHub, startHub } from '../../../fixtures/running-hub';
import { type OuterTerminal, startInTerminal } from './outer-terminal';

/** `viberot agents attach` in a real terminal, with a real hub and real shells. */
const bin = resolve(import.meta.dirname, '../../../../bin/viberot.mjs');
const detachKey = '\u001c';

let scope: Scope;
let home: string;
let hub: RunningHub;
let client: Client;
const open: OuterTerminal[] = [];

beforeAll(async () => {
  scope = createScope();
  home = makeHome(scope);
  hub = await startHub(home, scope);
  client = connectToHub(home, scope).client;
});
afterEach(async () => {
  for (const outer of open.splice(0)) await outer.close();
});
afterAll(async () => {
  await client.agents.killAll();
  await scope.close();
});

async function startShell(): Promise<string> {
  const command = ['bash', '--norc', '--noprofile', '--noediting'];
  return (await client.agents.spawn({ command, cwd: '/', env: { PS1: '> ' } })).id;
}

function attach(id: string, size = { cols: 80, rows: 24 }): OuterTerminal {
  // As a shell starts it, which then shows how the terminal was left.
  const line = `echo before; '${process.execPath}' '${bin}' agents attach ${id}; echo "code $?"; stty -a; exec cat`;
  const env = { PATH: process.env.PATH ?? '', HOME: home, VIBEROT_HOME: home };
  const outer = startInTerminal({ argv: ['/bin/sh', '-c', line], env, size });
  open.push(outer);
  return outer;
}

/** Once it has ended with this code, the terminal is as it was before. */
async function hasLeft(outer: OuterTerminal, code: number): Promise<void> {
  await outer.shows(`code ${code}`);
  await outer.shows('isig icanon iexten echo ');
  const { modes, buffer } = outer.terminal;
  expect(buffer.active.type).toBe('normal');
  expect(outer.lines()[0]).toBe('before');
  expect(modes).toMatchObject({
    ...{ mouseTrackingMode: 'none', bracketedPasteMode: false, sendFocusMode: false },
    ...{ applicationCursorKeysMode: false, applicationKeypadMode: false },
  });
}

test('what is typed reaches the agent, its output comes, and the key leaves it running', async () => {
  const id = await startShell();
  const outer = attach(id, { cols: 91, rows: 19 });
  await outer.shows('> ');
  expect(outer.terminal.buffer.active.type).toBe('alternate');
  outer.type('echo $((20 + 22)); stty size\r');
  await outer.shows('19 91');
  expect(outer.lines()).toContain('42');
  outer.resize({ cols: 70, rows: 30 });
  await outer.until('the shell knows the other size', () => {
    outer.type('stty size\r');
    return outer.lines().includes('30 70');
  });
  outer.type(detachKey);
  await hasLeft(outer, 0);
  expect(outer.lines()[1]).toMatch(/^bash.* goes on\. Come back to it: viberot agents attach /);
  expect((await client.agents.list()).find((agent) => agent.id === id)?.status).not.toBe('exited');
});

test('full screens are drawn for all who look, in the size of who typed last, and what was before is there after them', async () => {
  const id = await startShell();
  const outer = attach(id);
  await outer.shows('> ');
  const second = attach(id, { cols: 60, rows: 12 });
  await second.shows('> ');
  await outer.until('whoever types has the size', () => {
    outer.type('stty size\r');
    return outer.lines().includes('24 80');
  });
  second.resize({ cols: 80, rows: 24 });
  outer.type('echo mark; seq 300 | less\r');
  const isFull = ({ lines }: OuterTerminal) => lines().includes('23') && !lines().includes('mark');
  await outer.until('less fills the screen', () => isFull(outer));
  await second.until('it does for the second', () => isFull(second));
  outer.type('q');
  await outer.shows('mark');
  await second.shows('mark');
  expect(outer.terminal.buffer.active.type).toBe('alternate');
  outer.type(detachKey);
  await hasLeft(outer, 0);
  expect(outer.lines()).not.toContain('mark');
});

test('a question of the program has one answer, however many terminals look; the exit ends them with its code', async () => {
  const id = await startShell();
  const [outer, second] = [attach(id), attach(id)];
  await outer.shows('> ');
  await second.shows('> ');
  // Reads what comes within half a second, and shows it.
  outer.type(`stty raw -echo min 0 time 5; printf '\\033[c'; got=$(cat); stty sane; echo "got:\${got#?}:"\r`);
  await outer.until('the answer is there', () => outer.lines().some((line) => line.startsWith('got:')));
  expect(outer.lines().find((line) => line.startsWith('got:'))).toMatch(/^got:\[\?[\d;]+c:$/);

  outer.type(`printf '\\033[?1000h\\033[?2004h\\033[?1h\\033=\\033[31mlast words'; exit 7\r`);
  await hasLeft(outer, 7);
  await hasLeft(second, 7);
  expect(outer.lines()[1]).toMatch(/^bash.* has exited \(7\)\.$/);
  const late = attach(id);
  await late.shows('code 1');
  expect(late.lines().join('\n')).toContain(`See what it wrote: viberot agents output ${id}`);
});

test('an agent that is restarted is followed, also by the keys, the size and the exit', async () => {
  const id = await startShell();
  const outer = attach(id, { cols: 71, rows: 13 });
  await outer.shows('> ');
  outer.type('echo first\r');
  await outer.until('the shell answers', () => outer.lines().includes('first'));
  await client.agents.restart({ id });
  await outer.until('the screen is a new one', () => !outer.lines().some((line) => line.includes('first')));
  await outer.shows('> ');
  outer.type('echo second; stty size\r');
  await outer.until(
    'the next shell answers',
    () => outer.lines().includes('second') && outer.lines().includes('13 71'),
  );
  outer.type('exit 3\r');
  await hasLeft(outer, 3);
});

test('the terminal is restored when it is asked to end, by TERM or HUP', async () => {
  const ids = [await startShell(), await startShell()];
  const outers = ids.map((id) => attach(id));
  for (const [index, signal] of (['SIGTERM', 'SIGHUP'] as const).entries()) {
    const outer = outers[index];
    await outer?.shows('> ');
    for (const pid of processesWith(`${bin} agents attach ${ids[index]}`)) process.kill(pid, signal);
    if (outer) await hasLeft(outer, 1);
  }
});

test('it waits for a hub that was killed, and goes on with the next one', async () => {
  const outer = attach(await startShell());
  await outer.shows('> ');
  outer.type('echo mark\r');
  await outer.until('the shell answers', () => outer.lines().includes('mark'));
  await hub.end('SIGKILL');
  await outer.shows('VibeRot has ended; waiting for it to come back. Ctrl-\\ leaves.');
  hub = await startHub(home, scope);
  await outer.until('the notice is gone', () => !outer.lines().some((line) => line.includes('VibeRot has ended')));
  outer.type('echo again\r');
  await outer.until('the shell answers again', () => outer.lines().includes('again'));
  expect(outer.lines()).toContain('mark');
});
