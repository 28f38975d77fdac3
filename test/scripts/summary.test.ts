import { expect, test } from 'vitest';
import { notRun, readPlaywright, readVitest, sum, withExitCode } from '../../scripts/test/reports.mjs';
import { exitCode, lastLine, summary } from '../../scripts/test/summary.mjs';

const stage = (passed: number, failed: number, skipped: { title: string; reason: string }[] = []) => ({
  name: 'unit',
  durationMs: 1234,
  passed,
  failed,
  skipped,
});
const skipped = [
  { title: 'a', reason: 'no compiler' },
  { title: 'b', reason: 'no display' },
  { title: 'c', reason: 'no compiler' },
];

test.each([
  [[stage(1, 0), stage(20, 0)], '21 passed, 0 failed', 0],
  [[stage(1, 0), stage(20, 2)], '21 passed, 2 failed', 1],
  [[stage(1, 0, skipped)], '1 passed, 0 failed, 3 skipped', 0],
  [[stage(0, 0, skipped)], '0 passed, 0 failed, 3 skipped', 1],
  [[], '0 passed, 0 failed', 1],
])('the last line and the exit code (%#)', (stages, line, code) => {
  expect(lastLine(stages)).toBe(line);
  expect(summary(stages).split('\n').at(-1)).toBe(line);
  expect(exitCode(stages)).toBe(code);
});

test('the summary has a row per stage, and every skipped test below its reason', () => {
  const targets = ['desktop: stand-in'];
  expect(summary([{ ...stage(7, 0, skipped), targets }])).toBe(
    [
      'stage      passed   failed  skipped     time',
      'unit            7        0        3    1.2 s',
      '',
      'End-to-end tests ran against desktop: stand-in.',
      '',
      'Skipped:',
      '  no compiler:',
      '    a',
      '    c',
      '  no display:',
      '    b',
      '',
      '7 passed, 0 failed, 3 skipped',
    ].join('\n'),
  );
});

test('what failed, or needed a second attempt, is told at the end with what it found', () => {
  const flaky = [{ title: 'a', message: 'timed out' }];
  const failures = [{ title: 'b', message: 'expected 1\nto be 2' }];
  expect(
    summary([{ ...stage(7, 1), flaky, failures }])
      .split('\n')
      .slice(3),
  ).toEqual([
    'Passed only at the second attempt:',
    '  a',
    '    timed out',
    '',
    'Failed:',
    '  b',
    '    expected 1',
    '    to be 2',
    '',
    '7 passed, 1 failed',
  ]);
});

const vitestFile = (status: string, assertionResults: object[]) => ({
  name: '/app/test/a.test.ts',
  status,
  assertionResults,
});

test('vitest’s report is counted, skipped tests with their reasons', () => {
  const json = {
    testResults: [
      vitestFile('failed', [
        { status: 'passed', fullName: 'one', meta: { flaky: true }, failureMessages: ['timed out'] },
        { status: 'failed', fullName: 'two', failureMessages: ['\u001b[31mno\u001b[39m'] },
        { status: 'skipped', fullName: 'three', meta: { skipReason: 'no compiler' } },
        { status: 'skipped', fullName: 'four', meta: {} },
        { status: 'todo', fullName: 'five', meta: {} },
      ]),
    ],
  };
  expect(readVitest(json, '/app')).toMatchObject({
    passed: 1,
    failed: 1,
    flaky: [{ title: 'test/a.test.ts: one', message: 'timed out' }],
    failures: [{ title: 'test/a.test.ts: two', message: 'no' }],
    skipped: [
      { title: 'test/a.test.ts: three', reason: 'no compiler' },
      { title: 'test/a.test.ts: four', reason: 'no reason given' },
      { title: 'test/a.test.ts: five', reason: 'not written yet' },
    ],
  });
});

test('a test file that does not load counts as a failed test', () => {
  expect(readVitest({ testResults: [vitestFile('failed', [])] }, '/app')).toMatchObject({ passed: 0, failed: 1 });
});

test('a runner that ends badly without naming a test has failed', () => {
  expect(withExitCode({ passed: 3, failed: 0, skipped: [] }, 1).failed).toBe(1);
  expect(withExitCode({ passed: 3, failed: 2, skipped: [] }, 1).failed).toBe(2);
  expect(withExitCode({ passed: 3, failed: 0, skipped: [] }, 0).failed).toBe(0);
});

const e2eTest = (projectName: string, status: string, annotations: object[] = [], results: object[] = [{}]) => ({
  projectName,
  status,
  annotations,
  results,
});
const e2eReport = (tests: object[]) => ({
  config: {
    projects: [
      { name: 'desktop', metadata: { target: 'stand-in' } },
      { name: 'browser', metadata: {} },
    ],
  },
  errors: [],
  suites: [
    {
      title: 'app.spec.ts',
      file: 'app.spec.ts',
      suites: [{ title: 'Terminal', file: 'app.spec.ts', specs: [{ title: 'opens', file: 'app.spec.ts', tests }] }],
    },
  ],
});

test('Playwright’s report is counted, with what it ran against', () => {
  const report = readPlaywright(
    e2eReport([
      e2eTest('desktop', 'expected', [{ type: 'target', description: 'Electron' }]),
      e2eTest('desktop', 'unexpected', [], [{ error: { message: 'no window' } }]),
      e2eTest('browser', 'flaky', [], [{ error: { message: 'slow' } }, {}]),
      e2eTest('browser', 'skipped', [{ type: 'skip', description: 'needs a tray' }]),
      e2eTest('browser', 'skipped', [], []),
    ]),
  );
  expect(report).toEqual({
    passed: 2,
    failed: 1,
    skipped: [
      { title: '[browser] app.spec.ts: Terminal › opens', reason: 'needs a tray' },
      { title: '[browser] app.spec.ts: Terminal › opens', reason: 'the run did not get that far' },
    ],
    failures: [{ title: '[desktop] app.spec.ts: Terminal › opens', message: 'no window' }],
    flaky: [{ title: '[browser] app.spec.ts: Terminal › opens', message: 'slow' }],
    targets: ['desktop: stand-in', 'desktop: Electron'],
  });
});

test('tests that cannot be run are listed with the reason, and never as passed', () => {
  const report = notRun(e2eReport([e2eTest('browser', 'skipped', [], [])]), 'Chromium is missing');
  expect(sum([report, { passed: 2, failed: 0, skipped: [], targets: ['x'] }])).toEqual({
    passed: 2,
    failed: 0,
    skipped: [{ title: '[browser] app.spec.ts: Terminal › opens', reason: 'Chromium is missing' }],
    failures: [],
    flaky: [],
    targets: ['x'],
  });
});
