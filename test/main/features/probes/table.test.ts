import { expect, test } from 'vitest';
import { parseLine } from '../../../../src/main/features/probes/protocol';
import { createProcessTable } from '../../../../src/main/features/probes/table';
import { drop, exec, exit, heartbeat, hello, line, resync, snap, snapend } from './messages';

const nowMs = 2_000_000;

/** Short forms: "+5 ls" started, "=5 ls" was there already, "-5 0" exited, "!netlink 3" lost. */
function check(lines: readonly string[], expected: readonly string[]): void {
  const table = createProcessTable();
  const facts = lines.flatMap((text) => {
    const parsed = parseLine(text);
    if (!parsed.ok) throw new Error(parsed.message);
    return table.apply(parsed.value, nowMs);
  });
  expect(
    facts.map((fact) => {
      if (fact.type === 'probe.lost') return `!${fact.where} ${fact.count}`;
      if (fact.type === 'process.described') return `"${fact.typed}`;
      if (fact.type === 'process.exited') return `-${fact.key} ${JSON.stringify(fact.exit)} @${fact.endedAt}`;
      return `${fact.existing ? '=' : '+'}${fact.process.pid}:${fact.process.start} ${fact.process.argv.join(' ')}`;
    }),
  ).toEqual(expected);
}

const unknown = '{"unknown":true}';

test('a process starts and ends', () => {
  check([hello(), exec(5, 10, 'ls', '-l'), exit(5, 10)], ['+5:10 ls -l', '-5:10 {"code":0} @1000015']);
});

test.each([
  [{ code: 0 }, '{"code":0}'],
  [{ code: 3 }, '{"code":3}'],
  [{ sig: 15 }, '{"signal":15}'],
  [{ sig: 11, core: 1 }, '{"signal":11,"core":true}'],
  [{ code: null }, unknown],
  [{}, unknown],
])('an end told as %o', (how, expected) => {
  check([hello(), exec(5, 10, 'ls'), exit(5, 10, how)], ['+5:10 ls', `-5:10 ${expected} @1000015`]);
});

test('processes of the snapshot were there before', () => {
  check([hello(), snap(1, 1, 'init'), snapend(1), exec(5, 10, 'ls')], ['=1:1 init', '+5:10 ls']);
});

test('a process that starts another program keeps its identity', () => {
  check(
    [hello(), exec(5, 10, 'sh'), exec(5, 10, 'make'), exit(5, 10)],
    [...['+5:10 sh', '+5:10 make', '-5:10 {"code":0} @1000015']],
  );
  check([hello(), snap(5, 10, 'sh'), snapend(1), exec(5, 10, 'make')], ['=5:10 sh', '+5:10 make']);
});

test('the end of an unknown process says nothing', () => {
  check([hello(), exit(5, 10)], []);
  check([hello(), exec(5, 10, 'ls'), exit(5, 11), exit(5, 10), exit(5, 10)], ['+5:10 ls', '-5:10 {"code":0} @1000015']);
});

test('a pid that is used again ends the process that had it, when the other began', () => {
  check([hello(), exec(5, 10, 'old'), exec(5, 20, 'new')], ['+5:10 old', `-5:10 ${unknown} @1000020`, '+5:20 new']);
  check(
    [hello(), exec(5, 10, 'old'), resync(), snap(5, 20, 'new'), snapend(1)],
    [...['+5:10 old', `-5:10 ${unknown} @1000020`, '=5:20 new']],
  );
});

test('losses are told', () => {
  check([hello(), drop('netlink', 3), drop('ring', -1)], ['!netlink 3', '!ring -1']);
});

test('after a loss the snapshot sets right what was missed, and repeats nothing', () => {
  const before = [hello(), exec(5, 10, 'missed'), exec(6, 10, 'known')];
  const after = [drop('socket', 2), resync(), snap(6, 10, 'known'), snap(7, 12, 'new'), snapend(2)];
  check(
    [...before, ...after, exit(6, 10)],
    [
      ...['+5:10 missed', '+6:10 known', '!socket 2', '=7:12 new', `-5:10 ${unknown} @${nowMs}`],
      '-6:10 {"code":0} @1000015',
    ],
  );
});

test('what happens during a snapshot counts as seen', () => {
  const before = [hello(), exec(5, 10, 'a'), exec(6, 10, 'b'), resync()];
  check(
    [...before, exec(5, 10, 'c'), exit(6, 10), exec(8, 30, 'd'), snapend(0)],
    [...['+5:10 a', '+6:10 b', '+5:10 c', '-6:10 {"code":0} @1000015', '+8:30 d']],
  );
});

test('a snapshot of which lines were lost ends nothing', () => {
  check([hello(), exec(5, 10, 'a'), resync(), snapend(1)], ['+5:10 a']);
  check(
    [hello(), exec(5, 10, 'a'), resync(), snapend(1), resync(), snapend(0)],
    ['+5:10 a', `-5:10 ${unknown} @${nowMs}`],
  );
});

test('the snapshot of the next helper is compared with what the one before told', () => {
  const first = [hello(), snap(1, 1, 'init'), snapend(1), exec(5, 10, 'a'), exec(6, 10, 'b')];
  const second = [hello({ pid: 8 }), snap(1, 1, 'init'), snap(6, 10, 'b'), snap(9, 40, 'c'), snapend(3)];
  check([...first, ...second], ['=1:1 init', '+5:10 a', '+6:10 b', '=9:40 c', `-5:10 ${unknown} @${nowMs}`]);
});

test('times follow the newest reading of the clocks', () => {
  const setForward = heartbeat({ mono: 0, real: 5_000_000 });
  check([hello(), exec(5, 10, 'a'), setForward, exit(5, 10)], ['+5:10 a', '-5:10 {"code":0} @5000015']);
});

test('a lost command line is told as lost, a long one as cut', () => {
  const table = createProcessTable();
  const fields = { pid: 5, start: 10, ts: 0 };
  for (const [text, expected] of [
    [line('exec', { ...fields, comm: 'ls', lost: 1 }), { argv: [], comm: 'ls', lost: true }],
    [line('exec', { ...fields, argv: ['a'], trunc: 1 }), { argv: ['a'], truncated: true }],
  ] as const) {
    const parsed = parseLine(text);
    expect(parsed.ok && table.apply(parsed.value, nowMs)).toMatchObject([
      { type: 'process.started', process: expected },
    ]);
  }
});
