import { expect, test } from 'vitest';
import { healthOf } from '../../../../src/renderer/features/status/health';
import type { HubStatus, ProbeStatus } from '../../../../src/shared/vocabulary';

const running: ProbeStatus = {
  state: 'running',
  tier: 'netlink',
  can: ['argv'],
  restarts: 0,
  events: 0,
  lostArguments: 0,
  lostEvents: 0,
  malformedLines: 0,
  full: { state: 'off', why: 'needs cap_bpf', offered: false, changing: false, canAsk: true },
};

function check(
  {
    probe = {},
    rules = {},
    notices = [],
  }: { probe?: Partial<ProbeStatus>; rules?: Partial<HubStatus['rules']>; notices?: HubStatus['notices'] },
  level: string,
  headline: string,
  detail?: string,
): void {
  const health = healthOf({
    probe: { ...running, ...probe },
    rules: { count: 2, paused: false, problems: 0, ...rules },
    notices,
  });
  expect([health.level, health.headline]).toEqual([level, headline]);
  if (detail !== undefined) expect(health.detail).toBe(detail);
}

test('a running probe watches every command, and tells how', () => {
  check({}, 'good', 'Watching every command, by netlink', '2 rules are in force.');
  check({ probe: { tier: 'ebpf' } }, 'good', 'Watching every command, by eBPF');
});

test('full capture of the own processes never claims to see those of others', () => {
  const { full } = running;
  const own: ProbeStatus['full'] = { ...full, state: 'on', installed: { allUsers: false, current: true } };
  check({ probe: { tier: 'ebpf', full: own } }, 'good', 'Watching every command of yours, by eBPF');
  const all: ProbeStatus['full'] = { ...own, installed: { allUsers: true, current: true } };
  check({ probe: { tier: 'ebpf', full: all } }, 'good', 'Watching every command, by eBPF');
});

test('polling never claims to see every command', () => {
  check({ probe: { tier: 'poll' } }, 'warning', 'Watching, by polling');
});

test.each([
  ['some', { lostEvents: 3 }],
  ['an unknown number of', { lostEvents: -1 }],
  ['some, by polling,', { lostEvents: 1, tier: 'poll' }],
])('%s lost events are never passed off as every command', (_, probe) => {
  check({ probe }, 'warning', 'Watching, but some commands may have been missed');
});

test('an error elsewhere is not hidden behind a probe that is well', () => {
  check({ notices: [{ id: 'a', severity: 'error', message: 'x' }] }, 'warning', 'Watching every command, by netlink');
});

test('paused and missing rules are told', () => {
  check(
    { rules: { paused: true } },
    'good',
    'Watching every command, by netlink',
    'The rules are paused: they match, but no action starts.',
  );
  check({ rules: { count: 0 } }, 'good', 'Watching every command, by netlink', 'No rule is in force yet.');
});

test.each([
  ['starting', 'warning', 'Starting to watch'],
  ['restarting', 'warning', 'The probe is being restarted'],
  ['stopped', 'bad', 'Processes are not watched'],
  ['unavailable', 'bad', 'Processes are not watched'],
] as const)('a probe that is %s never counts as watching', (state, level, headline) => {
  check({ probe: { state, why: 'No compiler.' } }, level, headline);
});
