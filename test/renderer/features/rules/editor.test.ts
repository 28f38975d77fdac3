import { expect, test } from 'vitest';
import { openFake, settled } from './fake-rules';

async function openRule(text = 'a 1\nb 2', id = 'a') {
  const opened = openFake(text);
  await settled();
  opened.editor.open(id);
  await settled();
  return { ...opened, editing: () => opened.editor.state.getState().editing };
}

test('a rule is saved as it stands in the form, and then counts as unchanged', async () => {
  const { fake, editor, editing } = await openRule();
  editor.edit({ command: ['9'] });
  expect(editing()?.dirty).toBe(true);
  expect(await editor.save()).toBe(true);
  expect(fake.text).toBe('a 9\nb 2');
  expect(editing()).toMatchObject({ id: 'a', dirty: false, saving: false, theirs: undefined });
});

test('saved once more while it is being saved, what was typed since is in the file as well', async () => {
  const { fake, editor, editing } = await openRule();
  editor.edit({ command: ['8'] });
  const first = editor.save();
  await Promise.resolve();
  editor.edit({ command: ['9'] });
  expect(await Promise.all([editor.save(), first])).toEqual([true, true]);
  expect(fake.text).toBe('a 9\nb 2');
  expect(editing()).toMatchObject({ dirty: false, saving: false });
});

test('a new rule that is saved twice in a row is added once', async () => {
  const { fake, editor } = openFake('a 1');
  await settled();
  editor.create({ id: 'b', command: ['2'], action: [] });
  await Promise.all([editor.save(), editor.save()]);
  expect(fake.changes.map((change) => change.do)).toEqual(['add']);
});

test('a rule that is chosen before the file has been read is opened once it has', async () => {
  const { editor } = openFake('a 1\nb 2');
  editor.open('b');
  expect(editor.state.getState().editing).toBeUndefined();
  await settled();
  expect(editor.state.getState().editing?.id).toBe('b');
});

test('an untouched form follows the file', async () => {
  const { fake, editing } = await openRule();
  await fake.write('a 7\nb 2');
  expect(editing()?.draft.command).toEqual(['7']);
  expect(editing()?.dirty).toBe(false);
});

test('a changed form keeps what was typed, and tells that the file has changed', async () => {
  const { fake, editor, editing, changes } = await openRule();
  editor.edit({ command: ['9'] });
  await fake.write('a 7\nb 2');
  expect(editing()?.draft.command).toEqual(['9']);
  expect(editing()?.theirs?.rule?.source).toBe('a 7');
  expect(await editor.save()).toBe(false);
  expect(fake.text).toBe('a 7\nb 2');
  expect(changes.state.getState().conflict).toMatchObject({ theirs: 'a 7', mine: 'a 9' });
});

test('what was typed a moment ago is part of what is compared', async () => {
  const { fake, editor, changes } = await openRule();
  editor.edit({ command: ['9'] });
  await fake.write('a 7\nb 2');
  await editor.compareTheirs();
  expect(changes.state.getState().conflict).toMatchObject({ theirs: 'a 7', mine: 'a 9' });
});

test('a change of another rule is no conflict', async () => {
  const { fake, editor, editing } = await openRule();
  editor.edit({ command: ['9'] });
  await fake.write('a 1\nb 7');
  expect(editing()?.theirs).toBeUndefined();
  expect(await editor.save()).toBe(true);
  expect(fake.text).toBe('a 9\nb 7');
});

test('a rule that is deleted meanwhile closes its form, unless something was typed', async () => {
  const first = await openRule();
  await first.fake.write('b 2');
  expect(first.editing()).toBeUndefined();

  const { fake, editor, editing } = await openRule();
  editor.edit({ command: ['9'] });
  await fake.write('b 2');
  expect(editing()?.theirs).toEqual({ rule: undefined });
  editor.addAgain(editing()?.draft ?? { command: [], action: [] });
  expect(await editor.save()).toBe(true);
  expect(fake.text).toBe('b 2\na 9');
});

test('a rule with problems is not sent', async () => {
  const { fake, editor, editing } = await openRule();
  fake.problems = [{ path: ['command', 0], message: 'wrong' }];
  editor.edit({ command: ['{'] });
  expect(await editor.save()).toBe(false);
  expect(fake.changes).toEqual([]);
  expect(editing()?.problems).toHaveLength(1);
});

test.each([
  ['stay', 'a', '9', 'a 1\nb 2'],
  ['discard', 'b', '2', 'a 1\nb 2'],
  ['save', 'b', '2', 'a 9\nb 2'],
] as const)('changes are lost only by choice: %s', async (answer, id, command, text) => {
  const { fake, editor, editing } = await openRule();
  editor.edit({ command: ['9'] });
  editor.open('b');
  expect(editing()?.id).toBe('a');
  await editor.leave(answer);
  expect(editing()).toMatchObject({ id, draft: { command: [command] } });
  expect(fake.text).toBe(text);
});

test('a new rule is put behind the one that was named', async () => {
  const { fake, editor } = await openRule();
  editor.create({ id: 'c', command: ['3'], action: [] }, 'a');
  expect(await editor.save()).toBe(true);
  expect(fake.changes).toEqual([expect.objectContaining({ do: 'add', after: 'a' })]);
  expect(editor.state.getState().editing?.id).toBe('c');
});
