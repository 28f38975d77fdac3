import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../../src/shared/contract';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { connectToHub } from '../../../fixtures/hub-client';
import { makeHome, processesWith, type RunningHub, startHub } from '../../../fixtures/running-hub';
import { type OuterTerminal, startInTerminal } from '../attach/outer-terminal';

/** `viberot tui` in a real terminal, with a real hub, its real Lua and real shells. */
const bin = resolve(import.meta.dirname, '../../../../bin/viberot.mjs');
const detachKey = '\u001c';
const enter = '\r';

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
  await client.agents.killAll();
  for (const { id } of await client.agents.list()) await client.agents.remove({ id });
});
afterAll(() => scope.close());

async function startShell(name: string): Promise<string> {
  const command = ['bash', '--norc', '--noprofile', '--noediting'];
  return (await client.agents.spawn({ name, command, cwd: '/', env: { PS1: '> ' } })).id;
}

function start(args = '', size = { cols: 100, rows: 24 }): OuterTerminal {
  // As a shell starts it, which then shows how the terminal was left.
  const line = `echo before; '${process.execPath}' '${bin}' tui ${args}; echo "code $?"; stty -a; exec cat`;
  const outer = startInTerminal({ argv: ['/bin/sh', '-c', line], env, size });
  open.push(outer);
  return outer;
}

const env = {
  get VIBEROT_HOME() {
    return home;
  },
  get HOME() {
    return home;
  },
  PATH: process.env.PATH ?? '',
};

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

function lua(name: string, text: string): void {
  mkdirSync(join(home, 'lua/user'), { recursive: true });
  writeFileSync(join(home, 'lua/user', name), text);
}

/** Where a text stands on the screen, for the mouse: 1-based. */
function placeOf(outer: OuterTerminal, text: string): string {
  const { active } = outer.terminal.buffer;
  for (let y = 0; y < active.length; y++) {
    const x = active.getLine(y)?.translateToString().indexOf(text) ?? -1;
    if (x >= 0) return `${x + 1};${y + 1}`;
  }
  throw new Error(`"${text}" is not on the screen`);
}

const click = (outer: OuterTerminal, text: string) => {
  const place = placeOf(outer, text);
  outer.type(`\u001b[<0;${place}M\u001b[<0;${place}m`);
};

test('shows the layout and a live terminal, types into it, and quits with agents going on', async () => {
  const id = await startShell('first');
  const outer = start();
  for (const text of ['Activity', 'Rules', 'first', '> ']) await outer.shows(text);
  expect(outer.terminal.buffer.active.type).toBe('alternate');
  outer.type(enter);
  await outer.shows('Ctrl-\\ leaves the terminal');
  outer.type('echo $((20 + 22)); stty size\r');
  await outer.shows('42');
  await outer.until('the shell has the size of its pane', () => /│23 \d+\s*$/m.test(outer.lines().join('\n')));

  outer.resize({ cols: 80, rows: 30 });
  await outer.until('the shell has its next size', () => {
    outer.type('stty size\r');
    return /│29 \d+\s*$/m.test(outer.lines().join('\n'));
  });
  outer.type(detachKey);
  await outer.shows('? help');
  outer.type('q');
  await hasLeft(outer, 0);
  expect((await client.agents.list()).find((agent) => agent.id === id)?.status).not.toBe('exited');
});

test('what is saved in user/layout.lua is shown at once, while a terminal goes on', async () => {
  await startShell('second');
  const outer = start();
  await outer.shows('> ');
  outer.type(enter);
  await outer.shows('leaves the terminal');
  outer.type('n=0; while sleep 0.05; do n=$((n + 1)); echo tick $n; done\r');
  await outer.shows('tick 3');
  lua(
    'layout.lua',
    'ui.layout(function() return ui.column { ui.heading("My own layout"), ui.terminal("focused", { grow = 1 }), ui.status_bar {} } end)',
  );
  await outer.shows('My own layout');
  const last = () => Math.max(0, ...outer.lines().map((line) => Number(/tick (\d+)/.exec(line)?.[1] ?? 0)));
  const before = last();
  await outer.until('the terminal goes on', () => last() > before + 3);
  expect(outer.lines().some((line) => line.includes('Activity'))).toBe(false);

  lua('layout.lua', 'ui.layout(function() return ui.colum {} end)');
  await outer.until('a broken file changes nothing', () => last() > before + 10);
  expect(outer.lines()[0]).toContain('My own layout');

  lua('layout.lua', 'ui.layout(function() return ui.text("nothing to choose") end)');
  await outer.shows('nothing to choose');
  expect(outer.lines().at(-1)).toContain('q quit');
  rmSync(join(home, 'lua/user/layout.lua'));
  await outer.shows('Activity');
});

test('agents and views are chosen by the mouse and the keys, and what Lua adds is there', async () => {
  await startShell('left');
  await startShell('right');
  lua(
    'extra.lua',
    `ui.view("extra", { title = "Extra" }, function()
       return ui.column { ui.text("of my own"), ui.button("Say it", function() return "said by Lua" end) }
     end)
     commands.register("greet", function() log.info("greeted") end, { title = "Greet everybody" })
     keys.bind("f5", function() ui.refresh() error("bound to F5", 0) end)`,
  );
  const outer = start();
  await outer.shows('Extra');
  for (const name of ['left', 'right']) {
    await outer.shows(name);
    click(outer, name);
    await outer.shows('leaves the terminal');
    outer.type(`echo this is $((1)) ${name}\r`);
    await outer.shows(`this is 1 ${name}`);
    outer.type(detachKey);
    await outer.shows('? help');
  }
  click(outer, 'Extra');
  await outer.shows('of my own');
  outer.type(enter);
  await outer.shows('said by Lua');
  outer.type('\u001b[15~');
  await outer.shows('bound to F5');
  outer.type(':greet');
  await outer.shows('Greet everybody');
  outer.type(enter);
  await outer.until('the command has run', () => !outer.lines().some((line) => line.includes('Commands')));
  await expect.poll(async () => (await client.lua.logs({})).at(-1)?.text).toBe('greeted');
  outer.type(':start shell\r');
  await outer.shows('Shell is started.');
  await outer.until('it is chosen', () => outer.lines().some((line) => /▌ \S Shell /.test(line)));
  outer.type(`${detachKey}:kill shell\r`);
  await outer.shows('Kill Shell with all its processes?');
  outer.type('y');
  await outer.shows('It has ended (SIGHUP).');
  outer.type('?');
  await outer.shows('Ctrl+L');
  outer.type('\u001b');
  await outer.until('the help is gone', () => !outer.lines().some((line) => line.includes('Ctrl+L')));
  outer.type('\u0003');
  await hasLeft(outer, 0);
});

test('stays quick while an agent floods its terminal', async () => {
  await client.agents.spawn({ name: 'flood', command: ['sh', '-c', 'yes "$(seq -s " " 40)"'], cwd: '/' });
  const outer = start('', { cols: 100, rows: 30 });
  await outer.shows('1 2 3 4 5');
  const took: number[] = [];
  for (let round = 0; round < 4; round++)
    for (const [key, text] of [
      ['?', 'Ctrl+L'],
      ['\u001b', ''],
    ] as const) {
      const startedAt = performance.now();
      outer.type(key);
      const isThere = () => outer.lines().some((line) => line.includes('Ctrl+L'));
      await outer.until(`"${key}" is shown`, () => isThere() === (text !== ''));
      took.push(performance.now() - startedAt);
    }
  took.sort((a, b) => a - b);
  expect(took[4]).toBeLessThan(500);
  outer.type('q');
  await hasLeft(outer, 0);
});

test('leaves the terminal as it was, also for a while, and when it is asked to end', async () => {
  const outer = startInTerminal({
    argv: ['bash', '--norc', '--noediting', '-i'],
    env: { ...env, VIBEROT_HOME: home, HOME: home, PS1: '$ ' },
  });
  open.push(outer);
  await outer.shows('$ ');
  outer.type(`echo before; '${process.execPath}' '${bin}' tui; echo "code $?"\r`);
  await outer.shows('Activity');
  outer.type('\u001a');
  await outer.shows('Stopped');
  expect(outer.terminal.buffer.active.type).toBe('normal');
  expect(outer.terminal.modes.mouseTrackingMode).toBe('none');
  outer.type('stty -a | grep icanon; fg\r');
  await outer.shows('Activity');
  await outer.until('the mouse is its again', () => outer.terminal.modes.mouseTrackingMode === 'drag');

  const asked = start();
  await asked.shows('Activity');
  for (const pid of processesWith(`${bin} tui`)) process.kill(pid, 'SIGTERM');
  await hasLeft(asked, 1);
});

test('waits for a hub that was killed, and goes on with the next one', async () => {
  await startShell('lasting');
  const outer = start();
  await outer.shows('> ');
  await hub.end('SIGKILL');
  await outer.shows('VibeRot has ended; waiting for it to come back.');
  hub = await startHub(home, scope);
  await outer.until('the notice is gone', () => !outer.lines().some((line) => line.includes('VibeRot has ended')));
  await outer.shows('lasting');
  outer.type('q');
  await hasLeft(outer, 0);
});

test('says which views there are when there is none of the name', async () => {
  const outer = start('nothing');
  await outer.shows('There is no view "nothing" for the terminal. There are: ');
  await outer.shows('code 1');
  expect(outer.output()).not.toContain('\u001b[?1049h');
});
