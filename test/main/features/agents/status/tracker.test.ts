import { describe, expect, test } from 'vitest';
import { createStatusTracker } from '../../../../../src/main/features/agents/status';
import { asks, follow, minute, rests, screenOf, shipped, works } from './follow';

const claude = { kind: 'command', tool: 'claude', rules: [], known: shipped } as const;

describe('hooks', () => {
  test('tell a turn', () => {
    const agent = follow({ tool: 'claude' });
    agent.hook('session-started');
    agent.hook('prompted');
    agent.hook('asks', 'Claude needs your permission to use Bash');
    agent.type('1');
    agent.hook('finished', 'Done.');
    agent.pass(1_000);
    expect(agent.changes).toEqual([
      { status: 'finished', source: 'hook', text: undefined, news: false },
      { status: 'working', source: 'hook', text: undefined, news: true },
      { status: 'needs-input', source: 'hook', text: 'Claude needs your permission to use Bash', news: true },
      { status: 'working', source: 'hook', text: undefined, news: false },
      { status: 'finished', source: 'hook', text: 'Done.', news: true },
    ]);
  });

  test('silence what the screen seems to say', () => {
    const agent = follow({ tool: 'claude' });
    agent.hook('prompted');
    agent.hook('finished');
    agent.pass(1_000);
    agent.shows(asks);
    agent.pass(minute);
    expect(agent.statuses).toEqual(['working', 'finished']);
  });

  test('do not flap when the next prompt waited in line', () => {
    const agent = follow({ tool: 'claude' });
    agent.hook('prompted');
    agent.hook('finished');
    agent.pass(200);
    agent.hook('prompted');
    agent.pass(minute);
    expect(agent.statuses).toEqual(['working']);
  });

  test('are helped out where they say nothing: a person interrupted', () => {
    const agent = follow({ tool: 'claude' });
    agent.hook('prompted');
    agent.shows(works);
    agent.type('\x1b');
    agent.shows(rests);
    agent.pass(4_000);
    expect(agent.statuses).toEqual(['working']);
    agent.pass(2_000);
    expect(agent.statuses).toEqual(['working', 'finished']);
  });

  test('that ask for a permission which the tool gives by itself tell nothing', () => {
    const agent = follow({ tool: 'claude' });
    agent.hook('prompted');
    agent.hook('may-ask');
    for (let at = 0; at < 300; at++) {
      agent.writes();
      agent.pass(100);
    }
    agent.settles();
    agent.pass(2_000);
    expect(agent.statuses).toEqual(['working']);
  });

  test('that ask for a permission tell when the screen stands still', () => {
    const agent = follow({ tool: 'claude' });
    agent.hook('prompted');
    agent.hook('may-ask', 'It wants to use Bash.');
    agent.writes();
    agent.settles();
    agent.pass(1_000);
    expect(agent.last).toMatchObject({ status: 'needs-input', source: 'hook', text: 'It wants to use Bash.' });
  });

  test('that say it is idle are no question', () => {
    const agent = follow({ tool: 'claude' });
    agent.hook('prompted');
    agent.hook('finished');
    agent.pass(minute);
    agent.hook('rests');
    expect(agent.statuses).toEqual(['working', 'finished']);
  });
});

describe('sequences', () => {
  test('titles of Claude Code tell work, and rest where they ever told work', () => {
    const agent = follow({ tool: 'claude' });
    const title = (text: string) => agent.signal({ type: 'title', title: text });
    title('✳ Claude Code');
    agent.pass(minute);
    expect(agent.statuses).toEqual([]);
    title('⠂ Fix the tests');
    title('⠐ Fix the tests');
    title('✳ Fix the tests');
    agent.pass(2_000);
    expect(agent.statuses).toEqual(['working', 'finished']);
  });

  test.each([
    ['codex', '⠋ proj', '[ ! ] Action Required | proj', 'proj'],
    ['gemini', '✦  Working… (proj)', '✋  Action Required (proj)', '◇  Ready (proj)'],
  ] as const)('titles of %s tell all', (tool, ...titles) => {
    const agent = follow({ tool });
    for (const title of titles) {
      agent.signal({ type: 'title', title });
      agent.pass(2_000);
    }
    expect(agent.changes).toMatchObject([
      { status: 'working', source: 'sequence' },
      { status: 'needs-input', source: 'sequence', news: true },
      { status: 'finished', source: 'sequence', news: true },
    ]);
  });

  test.each([
    ['Claude needs your permission to use Bash', 'needs-input'],
    ['Approval requested: git push', 'needs-input'],
    ['Codex wants to edit 2 files', 'needs-input'],
    ['Claude is waiting for your input', 'finished'],
    ['Agent turn complete', 'finished'],
    ['All tests pass now', 'finished'],
  ])('the notification “%s” means %s', (body, status) => {
    const agent = follow({ tool: 'codex' });
    agent.shows(screenOf('codex', 'working'));
    agent.signal({ type: 'notification', body });
    agent.pass(2_000);
    expect(agent.last).toMatchObject({ status, source: 'sequence', text: body, news: true });
  });

  test('progress tells work, its end, and failure', () => {
    const agent = follow();
    agent.signal({ type: 'progress', state: 'running', percent: 1 });
    agent.signal({ type: 'progress', state: 'none' });
    agent.pass(2_000);
    agent.signal({ type: 'progress', state: 'indeterminate' });
    agent.signal({ type: 'progress', state: 'error' });
    agent.writes();
    agent.settles();
    agent.pass(2_000);
    expect(agent.statuses).toEqual(['working', 'finished', 'working', 'failed']);
  });

  test('a bell of a program that then waits asks for the person, but not one for a key', () => {
    const agent = follow();
    agent.writes();
    agent.type('x');
    agent.signal({ type: 'bell' });
    agent.settles();
    agent.pass(minute);
    expect(agent.statuses).toEqual(['working']);
    agent.writes();
    agent.signal({ type: 'bell' });
    agent.settles();
    agent.pass(2_000);
    expect(agent.last).toMatchObject({ status: 'needs-input', source: 'sequence' });
  });

  test('a bell of a coding agent is no question', () => {
    const agent = follow({ tool: 'claude' });
    agent.shows(rests);
    agent.signal({ type: 'bell' });
    agent.pass(minute);
    expect(agent.statuses).toEqual(['finished']);
  });
});

describe('time', () => {
  test('an agent that works without showing anything is stuck, until it does', () => {
    const agent = follow({ tool: 'claude' });
    agent.hook('prompted');
    agent.shows(works);
    agent.pass(5 * minute);
    expect(agent.last).toMatchObject({ status: 'stuck', news: true });
    agent.screen(works);
    expect(agent.last?.status).toBe('stuck');
    agent.writes();
    expect(agent.last).toMatchObject({ status: 'working', news: false });
  });

  test('nothing is stuck without a limit, or that writes', () => {
    const without = follow({ tool: 'claude', stuckAfterMs: 0 });
    without.shows(works);
    without.pass(600 * minute);
    expect(without.statuses).toEqual(['working']);
    const writing = follow();
    for (let at = 0; at < 20; at++) {
      writing.writes();
      writing.pass(minute);
    }
    expect(writing.statuses).toEqual(['working']);
  });

  test('a machine that slept did not make anything stuck', () => {
    const tracker = createStatusTracker({ ...claude, stuckAfterMs: minute });
    tracker.take({ type: 'started' }, 0);
    tracker.take({ type: 'hook', event: { tool: 'claude', type: 'prompted' } }, 0);
    tracker.take({ type: 'signal', signal: { type: 'settled' } }, 300);
    expect(tracker.nextCheckAt).toBe(minute);
    expect(tracker.take({ type: 'tick' }, 100 * minute)).toBeUndefined();
    expect(tracker.take({ type: 'tick' }, 101 * minute)?.status).toBe('stuck');
  });

  test('after its end nothing is told until it starts again', () => {
    const agent = follow({ tool: 'claude' });
    agent.exit();
    agent.hook('asks');
    agent.shows(asks);
    agent.pass(minute);
    expect(agent.statuses).toEqual(['exited']);
    agent.start();
    expect(agent.last).toMatchObject({ status: 'starting' });
  });

  test('what was known before is gone on with', () => {
    const agent = createStatusTracker({
      ...{ ...claude, stuckAfterMs: 0 },
      before: { status: 'needs-input', source: 'hook', text: 'Yes?' },
    });
    expect(agent.current).toEqual({ status: 'needs-input', source: 'hook', text: 'Yes?' });
    expect(agent.take({ type: 'screen', lines: asks.split('\n') }, 1)).toBeUndefined();
    const working = createStatusTracker({
      ...{ ...claude, stuckAfterMs: minute },
      before: { status: 'working', source: 'hook' },
    });
    expect(working.take({ type: 'screen', lines: works.split('\n') }, 100 * minute)).toBeUndefined();
    expect(working.nextCheckAt).toBe(101 * minute);
  });
});

describe('a plain command', () => {
  test('works from its first output on and says nothing else', () => {
    const agent = follow({ stuckAfterMs: 0 });
    agent.shows('Do you want to proceed? (y/n)\n❯ 1. Yes');
    agent.pass(600 * minute);
    expect(agent.changes).toMatchObject([{ status: 'working', source: 'process', news: false }]);
  });

  test('with the whole screen waits, whatever it draws and however long it is silent', () => {
    const agent = follow();
    agent.writes();
    agent.screen('top - 12:00:00 up 1 day', true);
    for (let at = 0; at < 20; at++) {
      agent.pass(2_000);
      agent.settles();
      agent.writes();
      agent.type('iA line\r');
      agent.screen(`top - 12:00:${at} up 1 day`, true);
    }
    agent.settles();
    agent.pass(60 * minute);
    expect(agent.changes).toMatchObject([
      { status: 'working', source: 'process', news: false },
      { status: 'finished', source: 'process', news: false },
    ]);
  });

  test('works again when it gives the screen back and goes on writing', () => {
    const agent = follow();
    agent.writes();
    agent.screen('a menu', true);
    agent.screen('Building…');
    agent.pass(3_000);
    expect(agent.statuses).toEqual(['working', 'finished', 'working']);
  });

  test('with the whole screen is believed what it tells by sequences', () => {
    const agent = follow();
    agent.shows('');
    agent.screen('a tool that nobody knows', true);
    agent.signal({ type: 'progress', state: 'indeterminate' });
    agent.pass(minute);
    agent.screen('a tool that nobody knows', true);
    agent.signal({ type: 'notification', body: 'May it go on?' });
    agent.screen('a tool that nobody knows', true);
    agent.type('y');
    expect(agent.statuses).toEqual(['working', 'finished', 'working', 'needs-input', 'finished']);
  });

  test('with rules of its own is known by them on the whole screen, too', () => {
    const agent = follow({ rules: [{ pattern: '^Thinking', status: 'working' }] });
    agent.writes();
    agent.screen('Thinking', true);
    expect(agent.current).toMatchObject({ status: 'working', source: 'pattern' });
  });

  test('that said it was done and goes on writing works again', () => {
    const agent = follow();
    agent.writes();
    agent.signal({ type: 'notification', body: 'Step 1 is done' });
    agent.pass(1_000);
    agent.writes();
    agent.pass(3_000);
    expect(agent.statuses).toEqual(['working', 'finished', 'working']);
  });
});
