import { expect, test } from 'vitest';
import { openFake, settled } from './fake-rules';

test('a change can be taken back, and made again', async () => {
  const { fake, changes } = openFake('a 1\nb 2');
  await changes.make({ do: 'remove', id: 'a' }, 'Rule a was deleted');
  expect(fake.text).toBe('b 2');
  await changes.undo();
  expect(fake.text).toBe('a 1\nb 2');
  await changes.redo();
  expect(fake.text).toBe('b 2');
  await changes.undo();
  expect(fake.text).toBe('a 1\nb 2');
  expect(changes.state.getState().undo).toHaveLength(0);
});

test('several changes are taken back one by one, the newest first', async () => {
  const { fake, changes } = openFake('a 1\nb 2\nc 3');
  for (const id of ['a', 'b']) await changes.make({ do: 'remove', id }, id);
  await Promise.all([changes.undo(), changes.undo(), changes.undo()]);
  expect(fake.text).toBe('a 1\nb 2\nc 3');
  expect(changes.state.getState().redo).toHaveLength(2);
});

test('a new change ends what could be made again', async () => {
  const { changes } = openFake('a 1\nb 2');
  await changes.make({ do: 'remove', id: 'a' }, 'a');
  await changes.undo();
  await changes.make({ do: 'remove', id: 'b' }, 'b');
  expect(changes.state.getState().redo).toHaveLength(0);
});

test('what somebody else wrote since is not lost by taking a change back: both versions are shown', async () => {
  const { fake, changes } = openFake('a 1\nb 2');
  await changes.make({ do: 'remove', id: 'a' }, 'a');
  await fake.write('b theirs');
  await changes.undo();
  expect(fake.text).toBe('b theirs');
  const { conflict } = changes.state.getState();
  expect(conflict).toMatchObject({ theirs: 'b theirs', mine: 'a 1\nb 2' });
  await changes.make(conflict?.merged('a 1\nb theirs') ?? { do: 'remove', id: 'none' }, 'merged');
  expect(fake.text).toBe('a 1\nb theirs');
});

test('a change of a rule that is gone says so, and changes nothing', async () => {
  const { fake, changes } = openFake('a 1');
  const outcome = await changes.make({ do: 'source', id: 'x', source: '' }, 'x');
  await settled();
  expect(outcome.type).toBe('failed');
  expect(fake.text).toBe('a 1');
  expect(changes.state.getState().undo).toHaveLength(0);
});
