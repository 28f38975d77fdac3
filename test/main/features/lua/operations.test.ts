import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { createScope } from '../../../../src/shared/scope';
import type { Agent } from '../../../../src/shared/vocabulary';
import { buildLuaWorker } from '../../../fixtures/lua-worker';
import { temporaryDirectory } from '../../gateway/transports';
import { eventually, openRig, put, type Rig } from './rig';

const agent: Agent = {
  ...{ id: 'a1', name: 'dev', profile: 'shell', color: 'gray', icon: 'terminal', notes: '', command: ['sh'], cwd: '/' },
  ...{
    createdAt: 1,
    startedAt: 1,
    status: 'working',
    statusSource: 'process',
    statusAt: 1,
    unseen: false,
    lost: false,
  },
  ...{ autoRestart: 'never', restarts: 0 },
};

/** All that Lua can ask for, asked of one hub. */
const scope = createScope();
let rig: Rig;
let address: string;
beforeAll(async () => {
  const worker = await buildLuaWorker();
  scope.defer(worker.remove);
  const home = temporaryDirectory(scope);
  put(join(home, 'shipped/AGENTS.md'), 'x');
  rig = await openRig({ home, worker: worker.path, shipped: join(home, 'shipped'), agents: [agent] });
  scope.use(rig.scope);
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => response.end(`${request.method} ${request.headers['content-type'] ?? '-'} ${body}`));
  });
  new WebSocketServer({ server }).on('connection', (socket) =>
    socket.on('message', (text) => socket.send(`got ${text}`)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);
afterAll(() => scope.close());

const logged = () => rig.lua.logs.last(100).map(({ text }) => text);

const answered: [string, string][] = [
  ['hub.agents()[1].name', 'dev'],
  ['hub.agent("none")', 'nil'],
  ['hub.spawn({ command = "ls", env = { A = "1" } }).id', 'a1'],
  ['pcall(hub.spawn, { cwd = 7 })', 'false hub.spawn: cwd: Invalid input: expected string, received number'],
  ['hub.send("a1", "hi", { enter = false })', 'nil'],
  ['#hub.processes()', '0'],
  ['config.get().limits.runs', '100'],
  ['crypto.decrypt(crypto.encrypt("se\\0cret", ("k"):rep(32)), ("k"):rep(32)) == "se\\0cret"', 'true'],
  [
    'select(2, pcall(crypto.decrypt, crypto.encrypt("x", ("k"):rep(32)), ("o"):rep(32))):match("cannot be decrypted")',
    'cannot be decrypted',
  ],
  ['select(2, pcall(crypto.encrypt, "x", "short")):match("32 bytes")', '32 bytes'],
  ['#crypto.random_bytes(64), #crypto.sha256("")', '64 32'],
  ['fs.read("none")', 'nil'],
  ['fs.write("a/b", "\\0\\255"), #fs.read("a/b"), fs.list("a")[1], fs.remove("a")', 'nil 2 b true'],
  ['select(2, pcall(fs.read, "/etc/passwd")):match("outside")', 'outside'],
  ['select(2, pcall(keyring.get, "a", "b")):match("no keyring")', 'no keyring'],
  ['select(2, pcall(http.get, "file:///etc/passwd")):match("no http")', 'no http'],
];
test.each(answered)('%s is %s', async (code, expected) => {
  expect(await rig.ask(code)).toBe(expected);
});

test('what is done to agents is what was asked for', () => {
  expect(rig.asked).toEqual(['spawn {"command":["ls"],"env":{"A":"1"}}', 'send a1 hi']);
});

test('requests and WebSockets', async () => {
  expect(await rig.ask(`http.get("http://${address}/").body`)).toBe('GET - ');
  expect(await rig.ask(`http.post("http://${address}/", { json = { a = 1 } }).body`)).toBe(
    'POST application/json {"a":1}',
  );
  await rig.ask(`(function() local s = ws.connect("ws://${address}") s:on_message(log.info) s:send("hi") end)()`);
  await eventually(() => expect(logged()).toContain('got hi'));
});

test('a program in a terminal is heard to its end', async () => {
  await rig.ask(`(function()
    local p = pty.spawn("sh", { args = { "-c", "echo out; exit 3" } })
    p:on_output(function(bytes) log.info("output " .. bytes:match("%w+")) end)
    p:on_exit(function(code) log.info("exit " .. code) end)
  end)()`);
  await eventually(() => expect(logged()).toEqual(expect.arrayContaining(['output out', 'exit 3'])));
});

test('what a program says before anybody listens waits for who does', async () => {
  await rig.ask(`(function()
    local p = pty.spawn("sh", { args = { "-c", "echo early; exit 4" } })
    timer.after(300, function()
      p:on_exit(function(code) log.info("late exit " .. code) end)
      p:on_output(function(bytes) log.info("late output " .. bytes:match("%w+")) end)
    end)
  end)()`);
  await eventually(() => expect(logged()).toEqual(expect.arrayContaining(['late output early', 'late exit 4'])));
});

test('a failure names its operation once', async () => {
  const message = await rig.ask('select(2, pcall(await, "hub.none"))');
  expect(message).toBe('hub.none: there is no such operation');
});

test('git worktrees are made, looked at and removed', async () => {
  const repository = temporaryDirectory(scope);
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args]);
  git('init', '-q', '-b', 'main');
  git('commit', '-q', '--allow-empty', '-m', 'one');
  const path = join(repository, 'tree');
  expect(await rig.ask(`git.worktree_add("${repository}", "${path}", "topic")`)).toBe('nil');
  writeFileSync(join(path, 'new'), '');
  const status = `(function(s) return s.branch, s.changes[1].path, s.changes[1].status end)(git.status("${path}"))`;
  expect(await rig.ask(status)).toBe('topic new ??');
  expect(await rig.ask(`select(2, pcall(git.worktree_remove, "${path}")):match("untracked")`)).toBe('untracked');
});

test('timers ring, once or again and again, until they are taken back', async () => {
  await rig.ask('timer.after(1, function() log.info("once") end)');
  await rig.ask(
    '(function() local n = 0 local t t = timer.every(10, function() n = n + 1 log.info("beat " .. n) if n == 3 then timer.cancel(t) end end) end)()',
  );
  await eventually(() => expect(logged()).toContain('beat 3'));
  expect(await rig.ask('1')).toBe('1');
  expect(logged().filter((text) => text === 'once')).toHaveLength(1);
  const { registrations } = await rig.lua.describe();
  expect(registrations.filter(({ kind }) => kind === 'timer')).toEqual([]);
});

test('folders are watched', async () => {
  await rig.ask('watch.directory("inbox", function(path, what) log.info(what .. " " .. path:match("[^/]+$")) end)');
  await eventually(async () => {
    await rig.ask('fs.write("inbox/" .. os.time() .. math.random(1e9), "x")');
    expect(logged().some((text) => /^created \d/.test(text))).toBe(true);
  });
});
