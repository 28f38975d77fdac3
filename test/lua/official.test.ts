import { describe, expect, test } from 'vitest';
import { createVm } from '../../src/main/lua-domain/bridge';
import { openTestDomain } from '../fixtures/lua-domain';
import { officialTests } from '../fixtures/official-lua-tests';

/** Lua's own test suite, as fengari adapted that of 5.3, in the sandbox of files: what passes, and why the rest cannot. */
const tests = officialTests();

/** Files of the suite that are left out whole. */
const filesLeftOut: Readonly<Record<string, string>> = {
  api: 'the C interface, by the module T of a Lua that is built for its tests',
  attrib: 'package.path, package.loadlib, and files in the working directory',
  bitwise: 'the module bit32 of Lua 5.2 is put into package.preload; operators on texts fail otherwise than in 5.3',
  code: 'the opcodes of the compiler, by the module T',
  db: 'the library debug, of which only traceback is here',
};

const noDebug = 'debug has nothing but traceback';
const noDump = 'there is no string.dump, and no bytecode is loaded';
const noT = 'the module T of a Lua that is built for its tests';
const notPlain =
  'plain Lua 5.4 fails it as well: it is of Lua 5.3, or of what fengari made of it for 32-bit integers in JavaScript';
const leaveOut = (reason: string, ...names: string[]) => names.map((name) => [name, reason] as const);

/** Tests that fail, each with its reason. */
const leftOut = new Map<string, string>([
  ...leaveOut(
    notPlain,
    "calls: test error in 'print'",
    'closure: testing equality',
    'constructs: testing priorities',
    'coroutine: testing yields inside metamethods',
    'coroutine: tests for comparsion operators',
    'coroutine: testing debug library on last function in a suspended coroutine',
    'coroutine: resuming running coroutine',
    'errors: upvalues being indexed do not go to the stack',
    'errors: float->integer conversions',
    'errors: tests for errors in coroutines',
    'errors: testing syntax limits',
    'events: test comparison',
    "events: test 'partial order'",
    'events: test comparison compatibilities',
    'goto',
    'literals: Error in escape sequences',
    'math: testing order (floats can represent all integers)',
    'math: avoiding errors at compile time',
    'math: interval too large',
    'strings: errors in format',
    'tpack: testing initial position',
    'utf8: error in initial position for offset',
    'utf8: codepoints',
  ),
  ...leaveOut(
    noT,
    'coroutine: testing yields inside hooks',
    'coroutine: testing yields inside line hook',
    'coroutine: testing yields in count hook',
    'coroutine: testing debug library on a coroutine suspended inside a hook',
    'coroutine: reusing a thread',
    'coroutine: using a main thread as a coroutine',
    'coroutine: tests for coroutine API',
    'coroutine: testing coroutines with C bodies',
    'coroutine: testing chain of suspendable C calls',
    'coroutine: testing yields with continuations',
    'events: __eq between userdata',
    'nextvar: JS tests',
  ),
  ...leaveOut(
    noDump,
    'calls: load when _ENV is not first upvalue',
    'calls: test for dump/undump with upvalues',
    'calls: test for dump/undump with many upvalues',
    'calls: testing binary chunks',
    'errors: errors in functions without debug info',
  ),
  ...leaveOut(
    noDebug,
    'calls: test for generic load',
    'constructs: silly loops',
    'coroutine: errors in coroutines',
    'coroutine: getuptable & setuptable',
    'errors: passing light userdata instead of full userdata',
    'errors: non string messages',
    'errors: several tests that exhaust the Lua stack',
    'errors: error lines in stack overflow',
    'events: testing metatables for basic types',
    'goto: testing closing of upvalues',
    'literals: hexadecimal escapes',
    'literals: testing line ends',
    'locals: test for global table of loaded chunks',
    'locals: testing lexical environments',
  ),
  ...leaveOut('there is no io', "errors: named objects (field '__name')", 'events: test for rawlen'),
  ...leaveOut('os has no setlocale', 'strings: locale'),
  ...leaveOut('a file runs in a coroutine, never in the main one', 'coroutine: is main thread'),
  ...leaveOut('functions that gsub calls may wait, so they can yield', 'coroutine: unyieldable JS call'),
  ...leaveOut('messages do not name functions of libraries that are wrapped here', 'errors: __index'),
  ...leaveOut(
    'a handler of xpcall runs when the stack is gone: inside of it, nothing could be stopped',
    'errors: too many results',
  ),
  ...leaveOut('table.move checks a long range before it touches anything', 'sort: testing long move'),
]);

const groups = [...new Set(tests.map(({ file }) => file))];

test('The suite is there, and all that is left out is in it', () => {
  expect(tests.length).toBeGreaterThan(350);
  expect(groups).toEqual(expect.arrayContaining(Object.keys(filesLeftOut)));
  const names = tests.map(({ name }) => name);
  expect([...leftOut.keys()].filter((name) => !names.includes(name))).toEqual([]);
});

test('What plain Lua is said to fail fails there', { timeout: 60_000 }, async () => {
  const passed: string[] = [];
  for (const { name, text } of tests.filter((of) => leftOut.get(of.name) === notPlain)) {
    const vm = await createVm(
      { memoryBytes: 256 << 20, cpuMs: 20_000, now: () => performance.now(), onProgress: () => undefined },
      () => ({}),
    );
    vm.run(
      'local shared = ... shared.api.try = function(text) return pcall(load(text, "@test.lua") or error) end',
      'plain.lua',
    );
    if (vm.call('try', text)[0]) passed.push(name);
  }
  expect(passed).toEqual([]);
});

describe.each(groups.filter((file) => !(file in filesLeftOut)))('Of %s, what can', (file) => {
  test('passes', { timeout: 60_000 }, async () => {
    const failed: string[] = [];
    const passed: string[] = [];
    for (const { name, text } of tests.filter((of) => of.file === file)) {
      const lua = await openTestDomain({ cpuMs: 20_000, memoryBytes: 256 << 20 });
      const reply = lua.load({ test: text });
      if (!reply.ok && !leftOut.has(name)) failed.push(`${name}: ${reply.problem.line}: ${reply.problem.message}`);
      // Several tests may have one name.
      if (reply.ok && leftOut.has(name)) passed.push(name);
    }
    expect(failed).toEqual([]);
    expect(passed.filter((name) => tests.filter((of) => of.name === name).length === 1)).toEqual([]);
  });
});
