import { afterEach, expect, test } from 'vitest';
import { newLines } from '../../../../src/main/features/agents/new-lines';
import { createEmitter } from '../../../../src/shared/event';
import type { StatusRules } from '../../../../src/shared/vocabulary';
import { createStage, type Stage } from './stage';

let stage: Stage | undefined;
afterEach(() => stage?.scope.close());

const cases: [string, string[], string[], string[]][] = [
  ['all that is written', [], ['a', 'b'], ['a', 'b']],
  ['what follows', ['a', 'b'], ['b', 'c', 'd'], ['c', 'd']],
  ['what stands elsewhere now is not new', ['a', 'b', 'c'], ['c', 'x', 'a'], ['x']],
  ['as many of a line as there are more', ['ok', 'ok'], ['ok', 'ok', 'ok'], ['ok']],
  ['blank lines are none', [], ['', '  ', 'a'], ['a']],
];
test.each(cases)('%s', (_what, before, now, expected) => {
  expect(newLines(before, now)).toEqual(expected);
});

test('who listens is told new lines once; nothing that stood there before', async () => {
  const heard: string[] = [];
  let names: readonly string[] = [];
  stage = await createStage({
    policy: {
      lines: {
        want: (asked) => asked.some((name) => names.includes(name)),
        take: (agent, _names, lines) => void heard.push(...lines.map((line) => `${agent.name}: ${line}`)),
      },
    },
  });
  const { clock } = stage;
  const { agent, terminal } = await stage.spawn({ name: 'build', command: ['make'] });
  const write = async (...lines: string[]) => {
    terminal.signal({ type: 'output' });
    terminal.show(...lines);
    terminal.signal({ type: 'settled' });
    await clock.advance(2_000);
  };
  await write('one');
  names = [agent.id];
  await write('one', 'two');
  await write('one', 'two', 'three');
  await write('one', 'two', 'three');
  expect(heard).toEqual(['build: two', 'build: three']);

  names = ['claude'];
  const second = await stage.spawn({ name: 'fixer', command: ['claude'] });
  second.terminal.show('hello');
  second.terminal.signal({ type: 'output' });
  second.terminal.signal({ type: 'settled' });
  await clock.advance(2_000);
  expect(heard).toEqual(['build: two', 'build: three', 'fixer: hello']);
});

test('what a screen shows already is judged as soon as it is known what that means', async () => {
  let known: StatusRules | undefined;
  const changed = createEmitter<void>();
  stage = await createStage({ policy: { rules: { of: () => known, changed } } });
  const { agent, terminal } = await stage.spawn({ command: ['claude'] });
  terminal.signal({ type: 'output' });
  terminal.show('Proceed?');
  terminal.signal({ type: 'settled' });
  await stage.clock.advance(60_000);
  expect(stage.now(agent.id).status).toBe('starting');
  const matches = (line: string) => line === 'Proceed?';
  known = { screen: [{ status: 'needs-input', matches, last: 5 }], titles: [] };
  changed.emit();
  await stage.clock.advance(1_000);
  expect(stage.now(agent.id)).toMatchObject({ status: 'needs-input', statusSource: 'pattern' });
  expect(stage.news).toEqual([`${agent.name} needs-input`]);
});
