import { describe, expect, test } from 'vitest';
import { createStage, shellPid } from './stage';

const ok = '-{"code":0}';
const unknown = '-{"unknown":true}';

describe('a line with a process is one entry: the process, described by the line', () => {
  test('the shell is read first', () => {
    const { clock, began, saw, ended, told } = createStage();
    began(1, 'npm i');
    clock.pass(20);
    saw(200);
    clock.pass(1_000);
    ended(1);
    expect(told()).toEqual(['200=npm i']);
    expect(clock.pending).toBe(0);
  });

  test('the process is seen first', () => {
    const { clock, began, saw, ended, told } = createStage();
    const at = clock.nowMs();
    clock.pass(3);
    saw(200);
    clock.pass(40);
    began(1, 'npm i', at);
    clock.pass(1_000);
    ended(1);
    expect(told()).toEqual(['200=npm i']);
  });

  test('the line is over before its process is told of', () => {
    const { clock, began, saw, ended, told } = createStage();
    began(1, 'true');
    clock.pass(2);
    const startedAt = clock.nowMs();
    clock.pass(2);
    ended(1);
    clock.pass(50);
    saw(200, { startedAt });
    clock.pass(1_000);
    expect(told()).toEqual(['200=true']);
  });

  test('of a pipeline the first process is described; the others stand for themselves', () => {
    const { clock, began, saw, ended, told } = createStage();
    began(1, 'a | b');
    clock.pass(1);
    saw(200);
    saw(201);
    clock.pass(500);
    ended(1);
    clock.pass(5);
    // Nor does the next line take what is left of the one before.
    began(2, 'cd x');
    ended(2);
    clock.pass(500);
    expect(told()).toEqual(['200=a | b', '+cd x', ok]);
  });

  test('a shell that makes itself another program (exec) is that process', () => {
    const { began, saw, told } = createStage();
    began(1, 'exec vim');
    saw(shellPid, { start: 1, ppid: 1 });
    expect(told()).toEqual(['100=exec vim']);
  });

  test('a shell that cannot tell the time is believed to have been read late', () => {
    const { clock, ended, saw, shell, told } = createStage();
    const begin = (number: number, line: string) =>
      shell.take({ type: 'begin', number, atMs: undefined, cwd: '/', line });
    saw(200);
    clock.pass(30);
    begin(1, 'make');
    clock.pass(300);
    ended(1, 0, undefined);
    // What the prompt started belongs to nobody after that.
    clock.pass(300);
    begin(2, 'cd x');
    clock.pass(300);
    expect(told()).toEqual(['200=make', '+cd x']);
  });

  test('lines in quick succession each get their own process', () => {
    const { clock, began, saw, ended, told } = createStage();
    const starts: number[] = [];
    for (const number of [1, 2, 3]) {
      began(number, `line ${number}`);
      clock.pass(3);
      starts.push(clock.nowMs());
      clock.pass(3);
      ended(number);
      clock.pass(3);
    }
    starts.forEach((startedAt, index) => {
      saw(200 + index, { startedAt });
    });
    clock.pass(1_000);
    expect(told()).toEqual(['200=line 1', '201=line 2', '202=line 3']);
  });
});

describe('a line without a process is an entry of its own', () => {
  test('after a short wait for a process', () => {
    const { clock, began, ended, facts, told } = createStage();
    began(1, 'cd "/a b"');
    ended(1, 1);
    clock.pass(149);
    expect(facts).toEqual([]);
    clock.pass(1);
    expect(told()).toEqual(['+cd "/a b"', '-{"code":1}']);
    expect(facts[0]).toEqual({
      type: 'process.started',
      existing: false,
      process: {
        ...{ pid: 1_000_000, start: 1_000_000, ppid: shellPid, src: 'shell', startedAt: 1_000_000 },
        ...{ uid: 1000, sid: 90, tty: 'pts/4', cwd: '/work', argv: ['cd', '/a b'], typed: 'cd "/a b"' },
      },
    });
    expect(facts[1]).toMatchObject({ key: '1000000:1000000', pid: 1_000_000, endedAt: 1_000_000 });
  });

  test('at once when no process probe is running', () => {
    const { began, ended, clock, told } = createStage({ watched: false });
    began(1, 'npm i');
    expect(told()).toEqual(['+npm i']);
    ended(1);
    expect(told()).toEqual(['+npm i', ok]);
    expect(clock.pending).toBe(0);
  });

  test('also when it starts a process late: that is an entry, too', () => {
    const { clock, began, saw, ended, told } = createStage();
    began(1, 'slow-function');
    clock.pass(200);
    saw(200);
    clock.pass(10);
    ended(1);
    expect(told()).toEqual(['+slow-function', ok]);
  });

  test('also when something else starts a process meanwhile, or the prompt did before', () => {
    const { clock, began, saw, ended, told } = createStage();
    saw(300);
    clock.pass(10);
    began(1, 'cd');
    saw(201, { ppid: 101 });
    ended(1);
    clock.pass(5);
    saw(301);
    clock.pass(500);
    expect(told()).toEqual(['+cd', ok]);
  });

  test.each([
    [0, { code: 0 }],
    [127, { code: 127 }],
    [128, { code: 128 }],
    [130, { signal: 2 }],
    [137, { signal: 9 }],
    [192, { signal: 64 }],
    [193, { code: 193 }],
    [255, { code: 255 }],
    [undefined, { unknown: true }],
  ])('status %s', (status, exit) => {
    const { shell, facts, began } = createStage({ watched: false });
    began(1, 'x');
    shell.take({ type: 'end', number: 1, atMs: undefined, status });
    expect(facts[1]).toMatchObject({ exit });
  });
});

describe('a shell that says odd things', () => {
  test('an end of another line than the one under way counts for nothing, nor does a line told twice', () => {
    const { began, ended, told } = createStage({ watched: false });
    ended(7);
    began(1, 'x');
    began(1, 'x');
    ended(2);
    expect(told()).toEqual(['+x']);
  });

  test('a shell that another one took the place of (exec) counts from 1 again', () => {
    const { began, clock, told } = createStage({ watched: false });
    began(1, 'exec bash');
    clock.pass(10);
    began(1, 'cd');
    expect(told()).toEqual(['+exec bash', unknown, '+cd']);
  });

  test('a line that begins while another is under way ends that, nobody knows how', () => {
    const { began, told } = createStage({ watched: false });
    began(1, 'x');
    began(2, 'y');
    expect(told()).toEqual(['+x', unknown, '+y']);
  });

  test('a shell that dies ends its line, also one that waits', () => {
    const { began, shell, joiner, clock, told } = createStage();
    began(1, 'x');
    clock.pass(200);
    began(2, 'y');
    shell.end();
    expect(told()).toEqual(['+x', unknown, '+y', unknown]);
    expect(clock.pending).toBe(0);
    // Its pid may be another process's now.
    joiner.observe({
      type: 'process.started',
      existing: false,
      process: { pid: 200, start: 5, ppid: shellPid, argv: [], startedAt: clock.nowMs() },
    });
    expect(told().length).toBe(4);
  });

  test.each([
    ['in the future', 2_000_000_000_000],
    ['from long ago', 5],
  ])('a time %s is not believed', (_, atMs) => {
    const { shell, facts, clock } = createStage({ watched: false });
    clock.pass(1_700_000_000_000);
    shell.take({ type: 'begin', number: 1, atMs, cwd: '/', line: 'x' });
    expect(facts[0]).toMatchObject({ process: { startedAt: clock.nowMs() } });
  });

  test('a flood of lines waits in bounded memory', () => {
    const { began, clock, told } = createStage();
    for (let number = 1; number <= 1_000; number++) began(number, 'x');
    expect(clock.pending).toBe(50);
    clock.pass(1_000);
    expect(told().length).toBe(1_999);
  });

  test('a long line is shown shortened, and given to rules whole', () => {
    const { began, facts } = createStage({ watched: false });
    const line = `echo ${'é'.repeat(100_000)}`;
    began(1, line);
    expect(facts[0]).toMatchObject({ process: { argv: ['echo', 'é'.repeat(100_000)], typed: line.slice(0, 16_384) } });
  });
});
