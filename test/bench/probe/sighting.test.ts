import { expect, test } from 'vitest';
import { exitOf, readExecsnoopLine, readForkstatLine, readProbeLine, readPspyLine, type Sighting } from './sighting';

test.each<[string, (line: string) => Sighting | undefined, string, Sighting | undefined]>([
  ['exec', readProbeLine, '{"t":"exec","pid":7,"argv":["a b","é"]}', { type: 'exec', pid: 7, argv: ['a b', 'é'] }],
  ['exec without arguments', readProbeLine, '{"t":"exec","pid":7,"lost":1}', { type: 'exec', pid: 7 }],
  ['exit', readProbeLine, '{"t":"exit","pid":7,"code":0}', { type: 'exit', pid: 7, code: 0 }],
  ['exit by a signal', readProbeLine, '{"t":"exit","pid":7,"sig":9}', { type: 'exit', pid: 7, signal: 9 }],
  ['exit nobody knows', readProbeLine, '{"t":"exit","pid":7,"code":null}', { type: 'exit', pid: 7 }],
  ['drop', readProbeLine, '{"t":"drop","where":"ring","n":12}', { type: 'drop', count: 12 }],
  ['drop of some', readProbeLine, '{"t":"drop","where":"ring","n":-1}', { type: 'drop', count: 1 }],
  ['sign of life', readProbeLine, '{"t":"hb","events":1}', undefined],
  ['pspy', readPspyLine, 'UID=0    PID=20567  | sh -c a | b ', { type: 'exec', pid: 20567, text: 'sh -c a | b ' }],
  ['pspy, gone', readPspyLine, 'UID=-1   PID=12     | ', { type: 'exec', pid: 12, text: '' }],
  [
    'forkstat exec',
    readForkstatLine,
    '09:26:32 exec  17963                 /bin/true a "b" é x ',
    { type: 'exec', pid: 17963, text: '/bin/true a "b" é x ' },
  ],
  [
    'forkstat exit',
    readForkstatLine,
    '09:26:32 exit  17964    768   0.000s bash',
    { type: 'exit', pid: 17964, code: 3 },
  ],
  ['forkstat by a signal', readForkstatLine, '09:26:32 exit  5      9   1.0s sh', { type: 'exit', pid: 5, signal: 9 }],
  ['forkstat fork', readForkstatLine, '09:26:32 fork  17958 parent          bash', undefined],
  [
    'execsnoop',
    readExecsnoopLine,
    'command          123     45        0 /tmp/command 0 a b',
    { type: 'exec', pid: 123, text: '/tmp/command 0 a b' },
  ],
  ['execsnoop, failed', readExecsnoopLine, 'command          123     45       -2 /tmp/none', undefined],
  ['execsnoop, heading', readExecsnoopLine, 'PCOMM            PID     PPID    RET ARGS', undefined],
])('%s', (_, read, line, expected) => {
  expect(read(line)).toEqual(expected);
});

test.each([
  [0, { code: 0 }],
  [6 << 8, { code: 6 }],
  [11, { signal: 11 }],
  [11 | 0x80, { signal: 11 }],
])('status %i', (status, expected) => {
  expect(exitOf(status)).toEqual(expected);
});
