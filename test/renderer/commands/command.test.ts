import { expect, test } from 'vitest';
import { type Command, changedCommands } from '../../../src/renderer/commands';

const command = (id: string): Command => ({ id, title: id, group: 'Test', run() {} });

test('commands get other names and places, are hidden, or cannot be done; the last word counts', () => {
  const [split, close] = changedCommands(
    [command('split'), command('close')],
    [
      { command: 'split', title: 'Cut', group: 'Panes' },
      { command: 'split', title: 'Halve', enabled: false },
      { command: 'gone', title: 'Nobody' },
      { command: 'close', hidden: true },
    ],
  );
  expect(split).toMatchObject({ title: 'Halve', group: 'Panes' });
  expect(split?.enabled?.()).toBe(false);
  expect(close).toMatchObject({ title: 'close', hidden: true });
  expect(close?.enabled).toBeUndefined();
});
