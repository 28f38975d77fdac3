import { expect, test } from 'vitest';
import { createScreens, type FromScreens } from '../../../../src/main/terminal-host/recorder';

test('a storm of sizes is one size, and what was asked before it is answered in the size of before', () => {
  const answers: FromScreens[] = [];
  const later: (() => void)[] = [];
  const { take } = createScreens(
    (message) => void answers.push(message),
    (run) => void later.push(run),
  );
  const ask = (number: number) => take({ screen: 1, type: 'ask', number, question: { about: 'snapshot', lines: 0 } });
  take({ screen: 1, type: 'open', size: { cols: 80, rows: 24 }, scrollback: 10, from: 0, muted: 0 });
  ask(1);
  for (let cols = 1_000; cols > 50; cols--) take({ screen: 1, type: 'resize', size: { cols, rows: 10 } });
  ask(2);
  let turns = 0;
  for (let run = later.shift(); run; run = later.shift()) {
    run();
    turns++;
  }
  expect(turns).toBe(3);
  expect(answers).toMatchObject([
    { number: 1, value: { size: { cols: 80, rows: 24 } } },
    { number: 2, value: { size: { cols: 51, rows: 10 } } },
  ]);
});
