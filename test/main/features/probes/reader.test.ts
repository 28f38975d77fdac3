import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCounts, createFactReader, createProcessTable } from '../../../../src/main/features/probes';
import type { Fact } from '../../../../src/shared/vocabulary';
import { drop, exec, exit, hello, line, snap, snapend } from './messages';

function read(accepted = true) {
  const facts: Fact[] = [];
  const counts = createCounts();
  const reader = createFactReader({
    clock: { nowMs: () => 0 },
    table: createProcessTable(),
    counts,
    onHello: () => accepted,
    onFact: (fact) => facts.push(fact),
  });
  return { push: reader.push, facts, counts };
}

const startedPids = (facts: readonly Fact[]) =>
  facts.map((fact) => (fact.type === 'process.started' ? fact.process.pid : 0));

/** Lines that are wrong in every way we can think of. */
const garbage = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.constantFrom(
    ...[
      '{"t":"exec","pid":1e400,"start":1,"ts":1}',
      '{"__proto__":{"t":"exit"}}',
      '\0',
      '{"t":"\0"}',
      '[[[[',
      '-0',
      '"',
    ],
    ...['{"t":"exit","pid":1,"start":9007199254740993,"ts":1}', '{"t":"hello"}', hello(), '{"t":"hello","v":2}'],
  ),
  // A good line that was cut short.
  fc.nat(40).map((length) => exec(1, 1, 'cut').slice(0, length)),
  // The right fields with wrong types.
  fc
    .record({
      pid: fc.jsonValue(),
      start: fc.jsonValue(),
      ts: fc.jsonValue(),
      argv: fc.anything(),
      code: fc.anything(),
    })
    .map((fields) => line('exec', { ...fields, argv: [JSON.stringify(fields.argv) ?? 1, {}] })),
  fc.object({ key: fc.constantFrom('t', '__proto__', 'pid', 'constructor', 'argv', 'toString') }).map((value) => {
    try {
      return JSON.stringify(value);
    } catch {
      return 'cyclic';
    }
  }),
);

test('10,000 lines of garbage throw nothing and never touch the next good line', () => {
  const { push, facts, counts } = read();
  push(hello());
  let pid = 1;
  fc.assert(
    fc.property(garbage, (text) => {
      pid++;
      push(`${text.replaceAll('\n', '')}\n${exec(pid, pid, 'good')}`);
      const last = facts.at(-1);
      expect(last?.type === 'process.started' && last.process).toMatchObject({ pid, argv: ['good'] });
    }),
    { numRuns: 10_000 },
  );
  expect(facts.every((fact) => fact.type === 'process.started' && fact.process.argv[0] === 'good')).toBe(true);
  expect(facts.length).toBe(10_000);
  expect(counts.events).toBe(10_000);
  expect(counts.malformedLines + counts.unknownLines).toBe(10_000);
});

test('facts are the same wherever the text was cut', () => {
  const text = [
    hello(),
    snap(1, 1, 'init'),
    snapend(1),
    exec(5, 10, 'caf\udce9 ✓'),
    exit(5, 10),
    exec(6, 11, 'x'),
  ].join('');
  const whole = read();
  whole.push(text);
  expect(whole.facts.length).toBe(4);
  for (let at = 0; at <= text.length; at++) {
    const cut = read();
    cut.push(text.slice(0, at));
    cut.push(text.slice(at));
    expect(cut.facts).toEqual(whole.facts);
  }
});

test('what comes in is counted', () => {
  const { push, counts } = read();
  push([hello(), snap(1, 1, 'init'), snapend(1), exec(5, 10, 'a'), exit(5, 10)].join(''));
  push(line('exec', { pid: 6, start: 1, ts: 1, lost: 1 }) + drop('ring', 3) + drop('netlink', -1));
  push('garbage\n{"t":"thread"}\n');
  expect(counts).toEqual({ events: 3, lostArguments: 1, lostEvents: 4, malformedLines: 1, unknownLines: 1 });
});

test('nothing is taken in before a hello, nor a second hello', () => {
  const { push, facts, counts } = read();
  push(exec(1, 1, 'early') + hello() + exec(2, 2, 'good') + hello() + exec(3, 3, 'good'));
  expect(startedPids(facts)).toEqual([2, 3]);
  expect(counts.malformedLines).toBe(2);
});

test('nothing is taken in after a hello that was refused', () => {
  const { push, facts, counts } = read(false);
  push(hello() + exec(1, 1, 'intruder') + hello() + exec(2, 2, 'intruder'));
  expect(facts).toEqual([]);
  expect(counts.events).toBe(0);
});

test('a line of more than 2 MB is counted and skipped', () => {
  const { push, facts, counts } = read();
  push(hello());
  for (let part = 0; part < 30; part++) push('x'.repeat(100_000));
  push(`\n${exec(5, 10, 'good')}`);
  expect(startedPids(facts)).toEqual([5]);
  expect(counts.malformedLines).toBe(1);
});
