import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CliHost, runCli } from '../../../../src/main/cli';
import { luaHandlers } from '../../../../src/main/features/lua';
import { createGateway, implementer } from '../../../../src/main/gateway';
import type { CodeEditor } from '../../../../src/main/ports';
import { createConnection } from '../../../../src/shared/link';
import { ok } from '../../../../src/shared/result';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { statusOf } from '../../../fixtures/hub-status';
import { buildLuaWorker } from '../../../fixtures/lua-worker';
import { silentLog } from '../../../fixtures/silent-log';
import { eventually, type Rig as LuaRig, openRig, put } from '../../features/lua/rig';
import { transports } from '../../gateway/transports';
import { createRig, expectNoControlCharacters, type Rig } from '../rig';

/** `viberot lua …` with a hub whose Lua is real: one for all tests, as each worker costs time. */
let scope: Scope;
let rig: Rig;
let lua: LuaRig;
/** What was opened, as "path:line". */
const opened: string[] = [];
const editor: CodeEditor = {
  async open({ path, line }) {
    opened.push(`${path}:${line}`);
    return ok(undefined);
  },
};
let host: CliHost;

const greeting = (text: string) =>
  `commands.register("greet", function() log.info("${text}") end, { title = "Greet" })`;

beforeAll(async () => {
  scope = createScope();
  const worker = await buildLuaWorker();
  scope.defer(worker.remove);
  rig = createRig(scope);
  const shipped = join(rig.directory, 'shipped');
  put(join(shipped, 'AGENTS.md'), 'How to change the app.\n');
  put(join(shipped, 'core/text.lua'), 'return {}');
  put(join(shipped, 'default/hello.lua'), greeting('hello'));
  put(join(rig.directory, 'lua/improvements/notes.lua'), 'log.info("notes are here")');
  lua = await openRig({ home: rig.directory, worker: worker.path, shipped });
  scope.use(lua.scope);
  const hub = { status: implementer.hub.status.handler(() => statusOf()) };
  const gateway = createGateway({ hub, lua: luaHandlers(lua.lua, editor) }, silentLog, scope);
  const transport = await transports['message port']?.(gateway, scope);
  if (!transport) throw new Error('There is no such transport');
  host = { ...rig.host, openHub: () => () => transport.connect() };
  await lua.until('improvements.notes', 'running');
});
afterAll(() => scope.close());

beforeEach(() => {
  rig.out.length = 0;
  rig.errors.length = 0;
});

const run = (...argv: string[]) => runCli(['lua', ...argv], host);
const printed = () => rig.out.map((line) => JSON.parse(line));

test.each([
  ['list'],
  ['status'],
  ['reload'],
  ['logs'],
  ['eval', '1'],
  ['repl'],
  ['disable', 'x'],
  ['versions', 'x'],
  ['run', 'x'],
  ['watch'],
  ['view', 'x'],
])('%s says that no hub runs', async (...argv) => {
  expect(await rig.run('lua', ...argv)).toBe(1);
  expect(rig.errors.join()).toContain('VibeRot is not running here');
});

test('list tells what became of each file', async () => {
  expect(await run('list')).toBe(0);
  expect(rig.out[0]).toMatch(/^MODULE +LAYER +STATE/);
  expect(rig.out.join('\n')).toMatch(/default\.hello +default +running +1/);
  rig.out.length = 0;
  await run('list', '--json');
  const modules = printed()[0].map(({ module }: { module: string }) => module);
  expect(modules).toEqual(['core.text', 'default.hello', 'improvements.notes']);
});

describe('eval', () => {
  test.each([
    ['1 + 1, "two"', ['2', 'two'], 0],
    ['return #"abc"', ['3'], 0],
    ['"a\\27[31mb"', ['a [31mb'], 0],
  ])('prints what %s results in', async (code, lines, exitCode) => {
    expect(await run('eval', code)).toBe(exitCode);
    expect(rig.out).toEqual(lines);
  });

  test('says what went wrong, also as JSON', async () => {
    expect(await run('eval', 'error("no")')).toBe(1);
    expect(rig.errors[0]).toContain('no');
    expect(await run('eval', 'error("no")', '--json')).toBe(1);
    expect(printed()).toMatchObject([{ ok: false, problem: { message: expect.stringContaining('no') } }]);
    expectNoControlCharacters(rig);
  });

  test('runs in the worker of an improvement when told so', async () => {
    expect(await run('eval', 'hub.kill("x")', '--domain', 'improvements.notes')).toBe(1);
    expect(rig.errors[0]).toContain('agents.control');
    expect(await run('eval', '1', '--domain', 'nobody')).toBe(1);
    expect(rig.errors.at(-1)).toContain('nobody');
  });
});

test('repl goes on with a statement that is not whole, and shows errors', async () => {
  const lines = ['x = 1', 'for i = 1, 2 do', '  x = x + i', 'end', 'x', 'local = 3', 'if true then', '', 'exit', 'x'];
  const typing = {
    ...host,
    async *typedLines() {
      for (let line = lines.shift(); line !== undefined; line = lines.shift()) yield line;
    },
  };
  expect(await runCli(['lua', 'repl'], typing)).toBe(0);
  expect(rig.out).toEqual(['4']);
  expect(rig.errors.slice(1).join('\n')).toMatch(/near '='[\s\S]*<eof>/);
  expect(lines).toEqual(['x']);
});

describe('reload', () => {
  test('answers when what was written is in force', async () => {
    put(join(rig.directory, 'lua/user/hello.lua'), greeting('good day'));
    expect(await run('reload', 'user.hello', '--json')).toBe(0);
    expect(printed()).toMatchObject([{ ok: true, ran: ['user.hello', 'default.hello'], problems: [] }]);
    expect(await run('run', 'greet')).toBe(0);
    await eventually(() => expect(lua.lua.logs.last(1)[0]?.text).toBe('good day'));
  });

  test('tells path and line of what was refused; what was in force goes on', async () => {
    const path = join(rig.directory, 'lua/user/hello.lua');
    put(path, 'local x = = 1');
    expect(await run('reload', path)).toBe(1);
    expect(rig.errors[0]).toContain(`${path}:1:`);
    expect(rig.errors.at(-1)).toContain('what was in force before goes on');
    expect(await run('status')).toBe(1);
    expect(rig.errors.join('\n')).toContain(`${path}:1:`);
    expect(await run('run', 'greet')).toBe(0);
  });

  test('names what may be meant by a wrong name', async () => {
    expect(await run('reload', 'helo')).toBe(1);
    expect(rig.errors.join()).toContain('Did you mean default.hello?');
  });
});

test('run says which commands there are', async () => {
  expect(await run('run', 'nothing')).toBe(1);
  expect(rig.errors).toEqual(['Lua has no command "nothing". There are: greet.']);
});

test('versions lists earlier texts, and rollback goes back to one', async () => {
  const path = join(rig.directory, 'lua/improvements/notes.lua');
  put(path, 'log.info("second")');
  await run('reload', 'notes', '--json');
  expect(await run('versions', 'notes', '--json')).toBe(0);
  const [versions] = printed().slice(-1);
  expect(versions.length).toBeGreaterThan(1);
  rig.out.length = 0;
  expect(await run('versions', 'notes', '--show', versions.at(-1).version)).toBe(0);
  expect(rig.out).toEqual(['log.info("notes are here")']);
  expect(await run('rollback', 'notes')).toBe(0);
  expect(readFileSync(path, 'utf8')).toBe('log.info("notes are here")');
  expect(await run('rollback', 'notes', '--to', 'none')).toBe(1);
  expect(rig.errors.at(-1)).toMatch(/There is no version "none". There are 1 to \d, 1 being the newest/);
  expect(await run('rollback', 'notes', '--to', '2')).toBe(0);
  expect(readFileSync(path, 'utf8')).toBe('log.info("second")');
  expect(await run('rollback', 'notes')).toBe(0);
});

test('a file that was removed is brought back', async () => {
  const path = join(rig.directory, 'lua/improvements/lost.lua');
  put(path, 'return "dear"');
  await run('reload');
  await eventually(async () => expect((await lua.lua.versions.list('improvements.lost', undefined)).length).toBe(1));
  rmSync(path);
  await run('reload');
  expect(await run('versions', 'lost')).toBe(0);
  expect(await run('rollback', 'lost')).toBe(0);
  expect(readFileSync(path, 'utf8')).toBe('return "dear"');
  await lua.until('improvements.lost', 'running');
  rmSync(path);
});

test('promote takes the spec along, which is about the new name then', async () => {
  put(join(rig.directory, 'lua/improvements/good.lua'), 'return 1');
  put(join(rig.directory, 'lua/improvements/good_spec.lua'), 'require("improvements.good")');
  await run('reload');
  expect(await run('promote', 'good')).toBe(0);
  expect(readFileSync(join(rig.directory, 'lua/user/good_spec.lua'), 'utf8')).toBe('require("user.good")');
  expect(existsSync(join(rig.directory, 'lua/improvements/good_spec.lua'))).toBe(false);
});

test('a window reads a file beside the one whose place it takes, and opens it at a line', async () => {
  put(join(rig.directory, 'lua/user/hello.lua'), 'return "mine"');
  await run('reload');
  const open = host.openHub(host.locateHome(undefined));
  if (!open) throw new Error('There is no hub');
  const { client, close } = createConnection({ connect: open, reconnect: false });
  expect(await client.lua.text({ module: 'user.hello' })).toEqual({
    text: 'return "mine"',
    shipped: greeting('hello'),
  });
  expect(await client.lua.text({ module: 'core.text' })).toEqual({ text: 'return {}' });
  const { files } = await client.lua.state();
  const path = files.find(({ module }) => module === 'user.hello')?.path ?? '';
  await client.lua.openFile({ module: path, line: 3 });
  expect(opened).toEqual([`${path}:3`]);
  await expect(client.lua.openFile({ module: '/etc/passwd' })).rejects.toThrow('There is no Lua file /etc/passwd.');
  close();
});

test('disable stops a file, enable runs it again', async () => {
  expect(await run('disable', 'notes', '--json')).toBe(0);
  expect(printed()).toMatchObject([{ module: 'improvements.notes', state: 'disabled' }]);
  expect(await run('enable', 'notes')).toBe(0);
  await lua.until('improvements.notes', 'running');
  expect(await run('disable', 'core.text')).toBe(1);
  expect(rig.errors.join()).toContain('core.text was not disabled');
});

test('logs prints what was logged, and follows it', async () => {
  await run('eval', 'log.warn("a\\27[2Jb")');
  rig.out.length = 0;
  await eventually(async () => {
    await run('logs', '--lines', '1');
    expect(rig.out.at(-1)).toContain('warn   repl  a [2Jb');
  });
  expectNoControlCharacters(rig);
});

test('watch prints what comes into force and what is refused', async () => {
  const seen: string[] = [];
  const leaving = { ...host, out: async (line: string) => void seen.push(line) };
  void runCli(['lua', 'watch', '--json'], leaving);
  await eventually(async () => {
    put(join(rig.directory, 'lua/improvements/seen.lua'), `log.info("${seen.length}")`);
    await run('reload');
    expect(seen.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ what: 'running', module: 'improvements.seen' }),
    );
  });
});

test('an agent cannot promote a file; a person can', async () => {
  expect(await runCli(['lua', 'promote', 'notes'], { ...host, agentId: 'k3f9' })).toBe(1);
  expect(rig.errors.join()).toContain('An agent cannot promote');
  expect(await run('promote', 'notes')).toBe(0);
  expect(readFileSync(join(rig.directory, 'lua/user/notes.lua'), 'utf8')).toContain('notes are here');
});

describe('projects', () => {
  const folder = () => join(rig.directory, 'shop');
  const write = (text: string) => put(join(folder(), '.viberot/lua/deploys.lua'), text);

  test('are trusted by a person, who is shown what that is', async () => {
    expect(await run('trust', folder())).toBe(1);
    expect(rig.errors.join()).toContain('has no folder .viberot/lua');
    write('actions.register("deploy", function() end)');
    const answering = (answer: string | undefined) => ({ ...host, readLine: async () => answer });
    for (const answer of ['no', undefined]) expect(await runCli(['lua', 'trust', folder()], answering(answer))).toBe(1);
    expect(rig.errors.at(-1)).toBe('Nothing was trusted.');
    expect(await runCli(['lua', 'trust', folder(), '--show'], answering('yes'))).toBe(0);
    expect(rig.out).toContain('  + deploys.lua (1 line)');
    expect(rig.out).toContain('      actions.register("deploy", function() end)');
    await lua.until('project.shop.deploys', 'running');
    rig.out.length = 0;
    await run('list');
    expect(rig.out.join('\n')).toMatch(/ACTION +MODULE\ndeploy +project.shop.deploys/);

    write('error("evil")');
    await run('trust', folder(), '--yes');
    expect(rig.out).toContain('  ~ deploys.lua (1 line)');
    rig.out.length = 0;
    expect(await run('projects', '--json')).toBe(0);
    expect(printed()).toMatchObject([[{ name: 'shop', folder: folder(), state: 'trusted' }]]);
    expect(await run('untrust', folder())).toBe(0);
    await run('projects');
    expect(rig.out.join('\n')).toMatch(/project.shop +.*shop +1 +not trusted/);
    expectNoControlCharacters(rig);
  });

  test.each([['trust', '--yes'], ['untrust']])('an agent cannot say: %s', async (...command) => {
    write('return 1');
    expect(await runCli(['lua', ...command, folder()], { ...host, agentId: 'a1' })).toBe(1);
    expect(rig.errors.join()).toContain('Ask the person to do it');
  });
});
