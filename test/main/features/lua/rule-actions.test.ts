import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LuaActionRequest, LuaDomains } from '../../../../src/main/ports';
import { createEmitter } from '../../../../src/shared/event';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { LuaAction } from '../../../../src/shared/vocabulary';
import { luaInThisThread } from '../../../fixtures/lua-in-this-thread';
import { ruleOf } from '../../../fixtures/rules';
import { temporaryDirectory } from '../../gateway/transports';
import { eventually, openRig, put, type Rig, type RigOptions } from './rig';

let scope: Scope;
let rig: Rig;

async function open(files: Record<string, string> = {}, more: Partial<RigOptions> = {}): Promise<Rig> {
  const home = temporaryDirectory(scope);
  const shipped = join(home, 'shipped');
  put(join(shipped, 'AGENTS.md'), 'How to change the app.\n');
  for (const [path, text] of Object.entries(files)) put(join(home, 'lua', path), text);
  rig = await openRig({ shipped, home, ...more });
  scope.use(rig.scope);
  return rig;
}

beforeEach(() => {
  scope = createScope();
});
afterEach(() => scope.close());

/** Workers that each run ends. */
const fragile: LuaDomains = {
  open(options, own) {
    const ended = createEmitter<string>();
    const act = async () => {
      ended.emit('It broke.');
      return { ok: false, problem: { message: 'It broke.', path: '' } } as const;
    };
    return { ...luaInThisThread.open(options, own), act, ended };
  },
};

const rule = { id: 'make', line: 10 };
const code = (text: string): LuaAction['source'] => ({ from: 'code', code: text, below: 3 });

let printed = '';
let runs = 0;
function begin(source: LuaAction['source'], more: Partial<LuaActionRequest> = {}) {
  printed = '';
  return rig.lua.actions.begin({
    ...{ source, rule, run: `run-${++runs}`, trial: false },
    process: { pid: 7, start: 1, argv: ['make', 'all', '--password=hunter2'], startedAt: 5, cwd: '/w' },
    print: (text) => {
      printed += text;
    },
    ...more,
  });
}
const inForce = (...sources: LuaAction['source'][]) => {
  rig.rules.value = {
    rules: [ruleOf('make', { line: 10, actions: sources.map((source) => ({ type: 'lua', source })) })],
  };
};
const messages = () => rig.lua.actions.notices.value.map(({ message }) => message);

test('Code does what trusted Lua may, and is told of the end', async () => {
  await open();
  const run = begin(
    code(`hub.notify({ title = viberot.program, message = viberot.command })
      viberot.log(viberot.rule, viberot.cwd, viberot.agent, viberot.trial)
      viberot.on_finish(function(exit, ms) viberot.log('ended', exit.signal, ms) end)`),
    { agent: 'Claude Code' },
  );
  expect(await run.begun).toEqual({ ok: true, value: true });
  expect(rig.asked).toEqual(['notify make: make all --password=•••']);
  expect(await run.finish({ signal: 9 }, 12)).toMatchObject({ ok: true });
  expect(printed).toBe('make /w Claude Code nil\nended 9 12\n');
  expect(rig.lua.logs.last(10).map(({ module, text }) => `${module}: ${text}`)).toEqual([
    'rules.make: make /w Claude Code nil',
    'rules.make: ended 9 12',
  ]);
});

test('Its errors name the line of config.toml, with a traceback', async () => {
  await open();
  const run = begin(code('local function f()\n  error("no")\nend\nf()'));
  const place = `${join(rig.home, 'config.toml')}:14: `;
  expect(await run.begun).toMatchObject({ ok: false, message: `${place}no` });
  expect(printed).toContain('stack traceback');
  expect(rig.lua.logs.last(1)).toMatchObject([{ module: 'rules.make', level: 'error', text: `${place}no` }]);
  const typed = begin({ from: 'code', code: '\nerror("no")' });
  expect(await typed.begun).toMatchObject({ message: 'line 2: no' });
});

test('Errors of what it does in the end are told as well', async () => {
  await open();
  const run = begin(code('viberot.on_finish(function() error("late") end)'));
  await run.begun;
  expect(await run.finish({ code: 0 }, 1)).toMatchObject({ ok: false, message: expect.stringMatching(/:13: late$/) });
});

test('What is not right is told before it is run', async () => {
  await open();
  inForce(code('local ='), code('return 1'));
  await eventually(() => expect(messages()).toEqual([expect.stringMatching(/config.toml:13: <name> expected/)]));
  inForce(code('return 1'));
  await eventually(() => expect(messages()).toEqual([]));
});

describe('A file', () => {
  const file: LuaAction['source'] = { from: 'file', file: 'scripts/tidy.lua' };
  const write = (text: string) => put(join(rig.home, 'scripts/tidy.lua'), text);

  test('is read again when it changes; a broken one changes nothing, and is told', async () => {
    await open();
    write('viberot.log("one")');
    inForce(file);
    expect(await begin(file).begun).toEqual({ ok: true, value: false });
    expect(printed).toBe('one\n');
    write('viberot.log("two"');
    await eventually(() =>
      expect(messages()).toEqual([expect.stringMatching(/tidy.lua:1: '\)' expected near <eof>$/)]),
    );
    await begin(file).begun;
    expect(printed).toBe('one\n');
    write('\nviberot.log("three") error("no")');
    await eventually(() => expect(messages()).toEqual([]));
    expect(await begin(file).begun).toMatchObject({ message: `${join(rig.home, 'scripts/tidy.lua')}:2: no` });
    expect(printed).toContain('three\n');
  });

  test('that is not there is told, and runs when it comes; what is gone goes on', async () => {
    await open();
    inForce(file);
    await eventually(() => expect(messages()).toEqual([expect.stringMatching(/tidy.lua: the file can’t be read/)]));
    expect(await begin(file).begun).toMatchObject({ ok: false, message: expect.stringContaining('tidy.lua') });
    write('viberot.log("here")');
    expect(await begin(file).begun).toMatchObject({ ok: true });
    expect(messages()).toEqual([]);
    rmSync(join(rig.home, 'scripts/tidy.lua'));
    await eventually(() => expect(messages()).toHaveLength(1));
    expect(await begin(file).begun).toMatchObject({ ok: true });
  });

  test('may be tried without being in a rule', async () => {
    await open();
    writeFileSync(join(rig.home, 'b.lua'), 'viberot.log("tried")');
    expect(await begin({ from: 'file', file: join(rig.home, 'b.lua') }).begun).toMatchObject({ ok: true });
    expect(printed).toBe('tried\n');
  });
});

describe('A registered action', () => {
  const named = (name: string): LuaAction['source'] => ({ from: 'registered', name });
  const registering = 'actions.register("tidy", function(run) run.log("by", run.rule) end)';

  test('is run in the worker of who has registered it', async () => {
    await open({
      'user/tidy.lua': registering,
      'improvements/mine.lua': 'actions.register("mine", function(run) keyring.get("a", "b") end)',
    });
    expect(await begin(named('tidy')).begun).toEqual({ ok: true, value: false });
    expect(printed).toBe('by make\n');
    expect(await begin(named('mine')).begun).toMatchObject({
      message: expect.stringContaining('permission "keyring"'),
    });
  });

  test('that is not there yet is a warning, with the name that is meant', async () => {
    await open({ 'user/tidy.lua': registering });
    inForce(named('tidi'));
    const said = 'No Lua file has registered the action "tidi". Did you mean "tidy"?';
    await eventually(() => expect(messages()).toEqual([expect.stringContaining(said)]));
    expect(await begin(named('tidi')).begun).toMatchObject({ message: said });
    rig.write('user/tidi.lua', registering.replace('tidy', 'tidi'));
    await eventually(() => expect(messages()).toEqual([]));
  });
});

test('A run that is ended while it waits does nothing more', async () => {
  await open();
  const run = begin(code('timer.every(1000, function() end) ws.connect("wss://127.0.0.1:1") viberot.log("on")'));
  await eventually(async () => expect((await rig.lua.describe()).registrations).toHaveLength(1));
  run.abandon();
  await eventually(async () => expect((await rig.lua.describe()).registrations).toHaveLength(0));
  expect(printed).toBe('');
});

test('Too many at once are not begun', async () => {
  await open();
  const many = Array.from({ length: 501 }, () => begin(code('return 1')));
  expect(await many.at(-1)?.begun).toMatchObject({ ok: false, error: 'busy' });
  expect(await many[0]?.begun).toMatchObject({ ok: true });
});

test('Without trusted Lua the run says why', async () => {
  await open({}, { domains: fragile });
  for (let n = 0; n < 3; n++) expect(await begin(code('return 1')).begun).toMatchObject({ message: 'It broke.' });
  expect(await begin(code('return 1')).begun).toMatchObject({
    message: expect.stringMatching(/^Lua does not run: It was ended 3 times: It broke/),
  });
});
