import { expect, test } from 'vitest';
import { openFake, settled } from './fake-rules';

async function openText(text = 'a 1') {
  const opened = openFake(text);
  await settled();
  return { ...opened, state: () => opened.textEditor.state.getState() };
}

test('the text is saved as it was typed', async () => {
  const { fake, textEditor, state } = await openText();
  textEditor.edit('a 2\n');
  await textEditor.save();
  expect(fake.text).toBe('a 2\n');
  expect(state()).toMatchObject({ dirty: false, base: 'a 2\n', outdated: false });
});

test('an unchanged text follows the file', async () => {
  const { fake, state } = await openText();
  await fake.write('a 7');
  expect(state()).toMatchObject({ text: 'a 7', dirty: false });
});

test('a changed text is neither lost nor written over what somebody else wrote', async () => {
  const { fake, textEditor, changes, state } = await openText();
  textEditor.edit('mine');
  await fake.write('theirs');
  expect(state()).toMatchObject({ text: 'mine', outdated: true });
  await textEditor.save();
  expect(fake.text).toBe('theirs');
  expect(changes.state.getState().conflict).toMatchObject({ theirs: 'theirs', mine: 'mine' });
});

test('what is typed back to the file is no change', async () => {
  const { textEditor, state } = await openText();
  textEditor.edit('x');
  textEditor.edit('a 1');
  expect(state().dirty).toBe(false);
});
