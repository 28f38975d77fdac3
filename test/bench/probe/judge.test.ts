import { expect, test } from 'vitest';
import { type Command, judge, type Seen } from './judge';
import type { Sighting } from './sighting';

const ms = 1e6;
const command = (pid: number, more: Partial<Command> = {}): Command => ({
  kind: 'short',
  pid,
  argv: ['/bin/it', 'a "b"', 'é'],
  beganNs: 10 * ms,
  status: 3 << 8,
  ...more,
});
const seen = (sighting: Sighting, atMs = 12): Seen => ({ sighting, atNs: atMs * ms });
const exec = (pid: number, about: Partial<Sighting & { type: 'exec' }>, atMs?: number) =>
  seen({ type: 'exec', pid, ...about }, atMs);
const exit = (pid: number, how: { code?: number; signal?: number }) => seen({ type: 'exit', pid, ...how });

function check(commands: Command[], sightings: Seen[], expected: Partial<ReturnType<typeof judge>>): void {
  expect(judge(commands, sightings)).toMatchObject(expected);
}

test('arguments count as exact only when each of them is', () => {
  const commands = [1, 2, 3, 4].map((pid) => command(pid));
  const sightings = [
    exec(1, { argv: ['/bin/it', 'a "b"', 'é'] }),
    exec(2, { argv: ['/bin/it', 'a', '"b"', 'é'] }),
    exec(3, { argv: ['/bin/it', 'a "b"'] }),
    exec(4, {}),
  ];
  check(commands, sightings, { exact: { short: 25, medium: Number.NaN, long: Number.NaN }, seen: 100 });
});

test('text counts as exact when it is the arguments joined by spaces, whatever comes after the last', () => {
  const sightings = [exec(1, { text: '/bin/it a "b" é ' }), exec(2, { text: '/bin/it a b é' })];
  check([command(1), command(2)], sightings, { exact: expect.objectContaining({ short: 50 }) });
});

test('each kind of command has a share of its own', () => {
  const commands = [command(1), command(2, { kind: 'medium' }), command(3, { kind: 'long' })];
  const sightings = [exec(2, { argv: command(2).argv })];
  check(commands, sightings, { exact: { short: 0, medium: 100, long: 0 }, seen: 100 / 3 });
});

test('the latency is that of the first exact sighting', () => {
  const { argv } = command(1);
  const sightings = [exec(1, { text: 'storm' }, 11), exec(1, { argv }, 12.5), exec(1, { argv }, 20)];
  check([command(1)], sightings, { latenciesMs: [2.5] });
});

test('what was said about a pid before the command began is about another process', () => {
  check([command(1)], [exec(1, { argv: command(1).argv }, 9)], { seen: 0, latenciesMs: [] });
});

test('an end counts when its code or signal is right', () => {
  const commands = [command(1), command(2), command(3, { status: 9 }), command(4, { status: 9 }), command(5)];
  const sightings = [
    exit(1, { code: 3 }),
    exit(2, { code: 0 }),
    exit(3, { signal: 9 }),
    exit(4, { code: 9 }),
    exit(5, {}),
  ];
  check(commands, sightings, { exits: 40, seen: 0 });
});

test('drops are added up, and processes of others are nobody’s', () => {
  const sightings = [seen({ type: 'drop', count: 2 }), seen({ type: 'drop', count: 3 }), exec(99, {})];
  check([command(1)], sightings, { dropped: 5, seen: 0 });
});
