import { expect, test } from 'vitest';
import { parseLine } from '../../../../src/main/features/probes/protocol';
import { clockPair, exec, exit, hello } from './messages';

/** What a line is understood as: (some of) its fields, or the kind of failure. */
function check(line: string, expected: object | 'malformed' | 'unknown-type'): void {
  const parsed = parseLine(line);
  if (typeof expected === 'string') expect(parsed, line).toMatchObject({ ok: false, error: expected });
  else expect(parsed, line).toMatchObject({ ok: true, value: expected });
}

test('every kind of line is understood', () => {
  check(hello(), { t: 'hello', v: 1, src: 'netlink', token: 'secret', clock: clockPair, can: ['argv', 'code'] });
  check(exec(5, 90, 'sleep', '5'), { t: 'exec', pid: 5, start: 90, ts: 90e6, argv: ['sleep', '5'] });
  check('{"t":"exec","pid":5,"start":9,"ts":1,"lost":1}', { t: 'exec', lost: 1 });
  check(exit(5, 90, { code: null }), { t: 'exit', code: null });
  check('{"t":"snapend","n":3}', { t: 'snapend', n: 3 });
  check('{"t":"drop","where":"netlink","n":-1}', { t: 'drop', n: -1 });
  check('{"t":"resync"}', { t: 'resync' });
  check('{"t":"hb","clock":{"mono":1,"real":2},"events":1}', { t: 'hb', clock: { mono: 1, real: 2 } });
  check('{"t":"bye","events":1}', { t: 'bye' });
});

test('fields of newer helpers are ignored, lines of newer helpers are told apart', () => {
  check('{"t":"resync","color":"blue"}', { t: 'resync' });
  check('{"t":"thread","pid":1}', 'unknown-type');
});

test('a hello of another version is understood as such, whatever else it says', () => {
  check('{"t":"hello","v":2}', { t: 'foreign-hello', v: 2 });
  check('{"t":"hello","v":2,"clock":"sundial"}', { t: 'foreign-hello', v: 2 });
  check('{"t":"hello","v":1}', 'malformed');
});

test.each(['-1', '1.5', '1e21', '"1"', 'null', '{}'])(
  'an optional number that is %s is left out, not the event',
  (bad) => {
    const identity = '"pid":5,"start":9,"ts":1';
    for (const t of ['exec', 'snap']) {
      const line = `{"t":"${t}",${identity},"ppid":${bad},"uid":${bad},"sid":${bad},"pgid":${bad},"argv":["ls"]}`;
      check(line, { t, pid: 5, start: 9, ts: 1, argv: ['ls'] });
      const parsed = parseLine(line);
      for (const key of ['ppid', 'uid', 'sid', 'pgid'])
        expect(parsed).not.toHaveProperty(`value.${key}`, expect.anything());
    }
    check(`{"t":"exit",${identity},"sig":${bad}}`, { t: 'exit', pid: 5, sig: undefined });
  },
);

test('an exit code that is no number is left out, one below zero stays', () => {
  check('{"t":"exit","pid":5,"start":9,"ts":1,"code":"x"}', { t: 'exit', code: undefined });
  check('{"t":"exit","pid":5,"start":9,"ts":1,"code":-1}', { t: 'exit', code: -1 });
});

test('bytes that are not UTF-8 stay what they were', () => {
  check('{"t":"exec","pid":1,"start":1,"ts":1,"argv":["caf\\udce9"]}', { argv: ['caf\udce9'] });
});

test.each([
  ['nothing', ''],
  ['no JSON', '{"t":"exec"'],
  ['no object', '[1]'],
  ['null', 'null'],
  ['no type', '{"pid":1}'],
  ['a type that is no text', '{"t":{}}'],
  ['no pid', '{"t":"exit","start":1,"ts":1}'],
  ['a pid that is text', '{"t":"exit","pid":"1","start":1,"ts":1}'],
  ['a pid below zero', '{"t":"exit","pid":-1,"start":1,"ts":1}'],
  ['a broken pid', '{"t":"exit","pid":1.5,"start":1,"ts":1}'],
  ['a start too big to be exact', '{"t":"exit","pid":1,"start":1e21,"ts":1}'],
  ['an infinite time', '{"t":"exit","pid":1,"start":1,"ts":1e999}'],
  ['arguments that are no list', '{"t":"exec","pid":1,"start":1,"ts":1,"argv":"ls"}'],
  ['an argument that is no text', '{"t":"exec","pid":1,"start":1,"ts":1,"argv":["ls",1]}'],
  ['fewer than unknown many drops', '{"t":"drop","where":"ring","n":-2}'],
])('%s is malformed', (_, line) => check(line, 'malformed'));

test('names of JavaScript’s own are nothing special', () => {
  check('{"t":"__proto__"}', 'unknown-type');
  check('{"t":"constructor"}', 'unknown-type');
  check('{"__proto__":{"t":"resync"}}', 'malformed');
  check('{"t":"resync","__proto__":{"polluted":1}}', { t: 'resync' });
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});
