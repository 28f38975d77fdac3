import { expect, test } from 'vitest';
import { createStatusTracker, type StatusChange } from '../../../../../src/main/features/agents/status';
import type { TerminalSignal } from '../../../../../src/shared/vocabulary';
import { shipped } from './follow';

type Step =
  | { readonly pass: number }
  | { readonly typed: string }
  | { readonly shows: string; readonly full?: true }
  | { readonly hook: 'prompted' | 'asks' | 'finished' | 'session-ended' }
  | TerminalSignal['type']
  | 'prompt-shown'
  | 'begins'
  | { readonly ends: number };

/** What is told of a shell: "working", or "failed!" for what is news. */
function told(steps: readonly Step[]): string[] {
  const tracker = createStatusTracker({ kind: 'shell', rules: [], known: shipped, stuckAfterMs: 600_000 });
  const changes: (StatusChange | undefined)[] = [];
  let now = 1_000_000;
  const mark = (mark: 'prompt-started' | 'command-started' | 'command-ended', exitCode?: number) =>
    signal({ type: 'prompt', mark, ...(exitCode !== undefined && { exitCode }) });
  const signal = (signal: TerminalSignal) => void changes.push(tracker.take({ type: 'signal', signal }, now));
  function pass(ms: number): void {
    const end = now + ms;
    for (let at = tracker.nextCheckAt; at !== undefined && at <= end; at = tracker.nextCheckAt) {
      now = Math.max(at, now);
      changes.push(tracker.take({ type: 'tick' }, now));
      if (tracker.nextCheckAt === at) throw new Error('It asks for the same moment again');
    }
    now = end;
  }
  tracker.take({ type: 'started' }, now);
  for (const step of steps) {
    if (step === 'prompt-shown') mark('prompt-started');
    else if (step === 'begins') mark('command-started');
    else if (step === 'output' || step === 'settled' || step === 'bell') signal({ type: step });
    else if (typeof step === 'string') throw new Error(step);
    else if ('pass' in step) pass(step.pass);
    else if ('typed' in step) changes.push(tracker.take({ type: 'typed', text: step.typed }, now));
    else if ('shows' in step) {
      const { shows, full = false } = step;
      changes.push(tracker.take({ type: 'screen', lines: shows.split('\n'), fullScreen: full }, now));
    } else if ('hook' in step)
      changes.push(tracker.take({ type: 'hook', event: { tool: 'claude', type: step.hook } }, now));
    else if ('ends' in step) {
      mark('command-ended', step.ends);
      mark('prompt-started');
    }
  }
  return changes.flatMap((change) => (change ? [`${change.status}${change.news ? '!' : ''}`] : []));
}

const s = (seconds: number) => ({ pass: seconds * 1_000 });
const vim: Step = { shows: 'a\nb\n~', full: true };
/** A clock in the prompt, every second. */
const ticks = (seconds: number): Step[] =>
  Array.from({ length: seconds }, (_, at): Step[] => [
    'output',
    s(0.3),
    'settled',
    { shows: `12:00:${at}\n$ ` },
    s(0.7),
  ]).flat();
/** Something else on the screen every second. */
const prints = (seconds: number): Step[] =>
  Array.from({ length: seconds }, (_, at): Step[] => [
    'output',
    s(0.3),
    'settled',
    { shows: `file ${at}\nfile ${at + 1}\n` },
    s(0.7),
  ]).flat();

test.each<[string, readonly Step[], readonly string[]]>([
  ['its first prompt is no news', ['output', 'prompt-shown', s(60)], ['finished']],
  ['a quick command is none at all', ['prompt-shown', 'begins', s(0.2), 'output', { ends: 1 }, s(9)], ['finished']],
  ['a short one shows and goes', ['prompt-shown', 'begins', s(2), { ends: 1 }], ['finished', 'working', 'finished']],
  ['a long one is told', ['prompt-shown', 'begins', s(20), { ends: 0 }], ['finished', 'working', 'finished!']],
  ['and when it fails', ['prompt-shown', 'begins', s(20), { ends: 2 }], ['finished', 'working', 'failed!']],
  [
    'not when it was interrupted',
    ['prompt-shown', 'begins', s(20), { typed: '\x03' }, { ends: 130 }],
    ['finished', 'working', 'finished'],
  ],
  [
    'a failure is forgotten with the next command',
    ['prompt-shown', 'begins', s(9), { ends: 2 }, 'begins', { ends: 0 }],
    ['finished', 'working', 'failed!', 'finished'],
  ],
  [
    'one without a mark for its end ends at the prompt',
    ['prompt-shown', 'begins', s(9), 'prompt-shown'],
    ['finished', 'working', 'finished!'],
  ],
  [
    'one that is silent for long is not stuck',
    ['prompt-shown', 'begins', 'settled', s(9_000)],
    ['finished', 'working'],
  ],
  ['bells ask for nothing', ['prompt-shown', 'bell', s(9), 'begins', 'bell', s(9)], ['finished', 'working']],
  ['without marks it rests when it is quiet', ['output', 'settled', s(60)], ['finished']],
  [
    'without marks much output is work',
    ['output', 'settled', s(1), 'output', s(10), 'settled', s(10)],
    ['finished', 'working', 'finished'],
  ],
  ['without marks little output is none', ['output', 'settled', s(1), 'output', s(2), 'settled', s(10)], ['finished']],
  [
    'an editor neither works nor is its end told',
    ['prompt-shown', 'begins', s(0.3), vim, s(600), 'output', s(60), 'settled', s(600), { ends: 0 }],
    ['finished'],
  ],
  [
    'a command that comes back from a pager works again',
    ['prompt-shown', 'begins', s(2), vim, s(60), { shows: 'Building' }, s(60), { ends: 0 }],
    ['finished', 'working', 'finished', 'working', 'finished!'],
  ],
  [
    'a failure is forgotten in an editor',
    ['prompt-shown', 'begins', s(9), { ends: 2 }, 'begins', vim, s(9)],
    [...['finished', 'working', 'failed!', 'finished']],
  ],
  [
    'a failure stays when a menu opens below the prompt',
    ['prompt-shown', 'begins', s(9), { ends: 2 }, vim, s(9)],
    ['finished', 'working', 'failed!'],
  ],
  [
    'without marks a full screen that draws all the time is no work',
    ['output', 'settled', 'output', s(2), vim, s(600), 'settled', s(9)],
    ['finished'],
  ],
  ['without marks a clock is no work', ['output', 'settled', ...ticks(60)], ['finished']],
  [
    'without marks a clock does not keep it at work',
    ['output', 'settled', s(1), 'output', s(10), 'settled', ...ticks(9)],
    ['finished', 'working', 'finished'],
  ],
  [
    'without marks lines that come now and then keep it at work',
    ['output', 'settled', s(1), 'output', s(10), 'settled', ...prints(60)],
    ['finished', 'working'],
  ],
  [
    'an agent in it that has hooks is followed until the prompt',
    ['prompt-shown', 'begins', s(1), { hook: 'prompted' }, s(60), { hook: 'asks' }, s(60), { ends: 0 }],
    ['finished', 'working', 'needs-input!', 'finished!'],
  ],
])('of a shell, %s', (_, steps, expected) => {
  expect(told(steps)).toEqual(expected);
});
