import { expect, test } from 'vitest';
import { createLineage, type Lineage } from '../../../../src/main/features/actions/lineage';
import { type Fact, keyOf, type ProcessInfo } from '../../../../src/shared/vocabulary';

type Step =
  | { root: number }
  | { rootGone: number; at?: number }
  | { start: Partial<ProcessInfo> & { pid: number }; ofAction: boolean; at?: number }
  | { exit: number; start?: number; ofAction: boolean; at?: number };

function factOf(step: Extract<Step, { ofAction: boolean }>): Fact {
  if ('exit' in step) {
    const key = keyOf({ pid: step.exit, start: step.start ?? 1 });
    return { type: 'process.exited', key, pid: step.exit, exit: { code: 0 }, endedAt: 0 };
  }
  const process = { start: 1, ppid: 50, sid: 50, pgid: 50, argv: ['x'], startedAt: 0, ...step.start };
  return { type: 'process.started', process, existing: false };
}

function take(lineage: Lineage, step: Step): boolean | undefined {
  if ('root' in step) lineage.addRoot(step.root, ['rule']);
  else if ('rootGone' in step) lineage.removeRoot(step.rootGone, step.at ?? 0);
  else return lineage.observe(factOf(step), step.at ?? 0).length > 0;
  return undefined;
}

/** An action 100 that has been seen to start. */
const action: Step[] = [{ root: 100 }, { start: { pid: 100, sid: 100, pgid: 100 }, ofAction: true }];
const actionGone: Step[] = [{ exit: 100, ofAction: true }, { rootGone: 100 }];
const late = 5_001;

const stories: Record<string, Step[]> = {
  'Nothing is of an action before there is one': [
    { start: { pid: 200 }, ofAction: false },
    { exit: 200, ofAction: false },
  ],
  'An action is of an action, and what it starts, and what that starts': [
    ...action,
    { start: { pid: 200, ppid: 100, sid: 100, pgid: 100 }, ofAction: true },
    { start: { pid: 201, ppid: 200, sid: 100, pgid: 200 }, ofAction: true },
    { exit: 201, ofAction: true },
    { exit: 200, ofAction: true },
    ...actionGone,
  ],
  'Others are not': [
    ...action,
    { start: { pid: 200 }, ofAction: false },
    { start: { pid: 201, ppid: 200, sid: 200, pgid: 200 }, ofAction: false },
    { exit: 200, ofAction: false },
  ],
  'A child in the background whose parent has ended is told by its session': [
    ...action,
    { exit: 100, ofAction: true },
    { start: { pid: 200, ppid: 1, sid: 100, pgid: 100 }, ofAction: true },
  ],
  'A job in a group of its own is told by its session': [
    ...action,
    { start: { pid: 200, ppid: 1, sid: 100, pgid: 200 }, ofAction: true },
  ],
  'A probe that knows no sessions tells by parents': [
    { root: 100 },
    { start: { pid: 100, ppid: 50, sid: undefined, pgid: undefined }, ofAction: true },
    { start: { pid: 200, ppid: 100, sid: undefined, pgid: undefined }, ofAction: true },
    { start: { pid: 201, ppid: 200, sid: undefined, pgid: undefined }, ofAction: true },
    { start: { pid: 300, ppid: 50, sid: undefined, pgid: undefined }, ofAction: false },
  ],
  'A process that makes a session of its own takes its children along (setsid program)': [
    ...action,
    { start: { pid: 200, ppid: 100, sid: 100, pgid: 100 }, ofAction: true },
    // The same process once more: setsid(1) has made a session and then run a program.
    { start: { pid: 200, ppid: 100, sid: 200, pgid: 200 }, ofAction: true },
    ...actionGone,
    { start: { pid: 201, ppid: 200, sid: 200, pgid: 200 }, ofAction: true, at: late },
    { exit: 200, ofAction: true, at: late },
    { start: { pid: 202, ppid: 1, sid: 200, pgid: 200 }, ofAction: true, at: late * 2 },
    { exit: 201, ofAction: true, at: late * 2 },
    { exit: 202, ofAction: true, at: late * 2 },
    { start: { pid: 203, ppid: 1, sid: 200, pgid: 200 }, ofAction: false, at: late * 4 },
  ],
  'A daemon that forks twice and makes a session is told when a process between was seen': [
    ...action,
    { start: { pid: 200, ppid: 100, sid: 200, pgid: 200 }, ofAction: true },
    { exit: 200, ofAction: true },
    { start: { pid: 201, ppid: 1, sid: 200, pgid: 200 }, ofAction: true },
    ...actionGone,
    { start: { pid: 202, ppid: 201, sid: 202, pgid: 202 }, ofAction: true, at: late },
  ],
  'A child whose parent was reported dead just before it is told by the parent': [
    ...action,
    { start: { pid: 200, ppid: 100, sid: 100, pgid: 100 }, ofAction: true },
    { exit: 200, ofAction: true, at: 10 },
    { start: { pid: 201, ppid: 200, sid: 201, pgid: 201 }, ofAction: true, at: 20 },
  ],
  'News of an action that comes after its end is still news of it': [
    { root: 100 },
    { rootGone: 100 },
    { start: { pid: 100, sid: 100, pgid: 100 }, ofAction: true, at: 4_999 },
    { start: { pid: 200, ppid: 100, sid: 100, pgid: 100 }, ofAction: true, at: 4_999 },
    { exit: 100, ofAction: true, at: 4_999 },
    { exit: 200, ofAction: true, at: 4_999 },
  ],
  'A number that is given away much later means nothing': [
    ...action,
    ...actionGone,
    { start: { pid: 100, start: 2, sid: 100, pgid: 100 }, ofAction: false, at: late },
    { start: { pid: 200, ppid: 100, sid: 100, pgid: 100 }, ofAction: false, at: late },
    { exit: 100, start: 2, ofAction: false, at: late },
  ],
  'A number that is given away at once means nothing': [
    ...action,
    ...actionGone,
    { start: { pid: 100, start: 2, sid: 100, pgid: 100 }, ofAction: false },
    { start: { pid: 200, ppid: 100, sid: 100, pgid: 100 }, ofAction: false },
  ],
  'The number of a child is given away at once': [
    ...action,
    { start: { pid: 200, ppid: 100, sid: 200, pgid: 200 }, ofAction: true },
    { exit: 200, ofAction: true },
    { start: { pid: 200, start: 2, sid: 200, pgid: 200 }, ofAction: false },
    { start: { pid: 200, start: 3, ppid: 100, sid: 100, pgid: 100 }, ofAction: true },
  ],
  'The number of a process of an action is given to another action': [
    ...action,
    { start: { pid: 200, ppid: 100, sid: 100, pgid: 100 }, ofAction: true },
    { exit: 200, ofAction: true },
    { root: 200 },
    { start: { pid: 200, start: 2, sid: 200, pgid: 200 }, ofAction: true },
    ...actionGone,
    { start: { pid: 201, ppid: 200, sid: 200, pgid: 200 }, ofAction: true, at: late },
  ],
  'A group lives on while one of it lives, long after the action': [
    ...action,
    { start: { pid: 200, ppid: 100, sid: 100, pgid: 100 }, ofAction: true },
    { exit: 100, ofAction: true },
    { start: { pid: 201, ppid: 1, sid: 100, pgid: 100 }, ofAction: true, at: late * 10 },
    { exit: 200, ofAction: true, at: late * 10 },
    { exit: 201, ofAction: true, at: late * 10 },
    // A shell that was only forked is in the group still: nobody reports it, but the root is not gone.
    { start: { pid: 202, ppid: 300, sid: 100, pgid: 100 }, ofAction: true, at: late * 30 },
  ],
  'The system’s own numbers tie nothing together': [
    ...action,
    { start: { pid: 200, ppid: 100, sid: 0, pgid: 0 }, ofAction: true },
    { start: { pid: 201, ppid: 1, sid: 0, pgid: 0 }, ofAction: false },
  ],
};

test.each(Object.entries(stories))('%s', (_, steps) => {
  const lineage = createLineage();
  const expected = steps.map((step) => ('ofAction' in step ? step.ofAction : undefined));
  expect(steps.map((step) => take(lineage, step))).toEqual(expected);
});

test('A process knows the rules that led to it, one after the other', () => {
  const lineage = createLineage();
  const see = (pid: number, more: object) => lineage.observe(factOf({ start: { pid, ...more }, ofAction: true }), 0);
  lineage.addRoot(100, ['first']);
  expect(see(100, { sid: 100, pgid: 100 })).toEqual(['first']);
  expect(see(200, { ppid: 100, sid: 100, pgid: 100 })).toEqual(['first']);
  // A rule about what actions start acts on that.
  lineage.addRoot(300, ['first', 'second']);
  expect(see(300, { sid: 300, pgid: 300 })).toEqual(['first', 'second']);
  expect(see(301, { ppid: 300, sid: 301, pgid: 301 })).toEqual(['first', 'second']);
  expect(see(400, { ppid: 50 })).toEqual([]);
  expect([100, 301, 400].map((pid) => lineage.causesOf(`${pid}:1`))).toEqual([['first'], ['first', 'second'], []]);
});

test('What was found to be of an action by other means ties what it starts', () => {
  const lineage = createLineage();
  const adopted = { pid: 200, start: 1, ppid: 1, sid: 200, pgid: 200, argv: ['x'], startedAt: 0 };
  expect(lineage.observe({ type: 'process.started', process: adopted, existing: false }, 0)).toEqual([]);
  lineage.adopt(adopted, ['rule']);
  expect(lineage.causesOf('200:1')).toEqual(['rule']);
  expect(take(lineage, { start: { pid: 201, ppid: 200, sid: 201, pgid: 201 }, ofAction: true })).toBe(true);
  expect(take(lineage, { exit: 200, ofAction: true })).toBe(true);
  expect(lineage.causesOf('200:1')).toEqual([]);
});
