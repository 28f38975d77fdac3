import { describe, expect, test } from 'vitest';
import { createKeyboard, parseDetachKey, usualDetachKey } from '../../../../src/main/cli/attach/keyboard';

const esc = '\u001b';

function typed(text: string, { key = usualDetachKey, wantsFocus = false } = {}) {
  const { bytes, detach, focus } = createKeyboard(key, () => wantsFocus)(Buffer.from(text));
  return { text: Buffer.from(bytes).toString(), detach, focus };
}

describe('the detach key', () => {
  test.each([
    ['as its byte', 'ls\u001cmore'],
    ['in the protocol of kitty', `ls${esc}[92;5u`],
    ['in that protocol with the kind of event', `ls${esc}[92;5:1u`],
    ['in modifyOtherKeys of xterm', `ls${esc}[27;5;92~`],
  ])('leaves, and what was typed before it arrives: %s', (_, text) => {
    expect(typed(text)).toEqual({ text: 'ls', detach: true, focus: undefined });
  });

  test.each([
    ['other keys', `a\r${esc}[A${esc}OB\u0003\u001b`],
    ['other keys in the protocol of kitty', `${esc}[97;5u${esc}[92;2u`],
    ['a paste', `${esc}[200~a\u001cb${esc}[201~`],
  ])('is not in %s', (_, text) => {
    expect(typed(text)).toEqual({ text, detach: false, focus: undefined });
  });

  test('leaves what comes after it to others', () => {
    const { rest } = createKeyboard(usualDetachKey, () => false)(Buffer.from('ls\u001cmore'));
    expect(Buffer.from(rest).toString()).toBe('more');
  });

  test('is found again after a paste', () => {
    expect(typed(`${esc}[200~a\u001cb${esc}[201~\u001c`)).toMatchObject({ detach: true });
  });

  test.each([
    ['ctrl-\\', 'Ctrl-\\', 0x1c],
    ['Ctrl+]', 'Ctrl-]', 0x1d],
    ['^a', 'Ctrl-A', 0x01],
    ['ctrl-@', 'Ctrl-@', 0x00],
  ])('may be %s', (text, name, byte) => {
    expect(parseDetachKey(text)).toEqual({ ok: true, value: { name, byte } });
  });

  test.each(['a', 'ctrl-', 'ctrl-i', 'ctrl-m', 'ctrl-[', 'alt-a', ''])('may not be %j', (text) => {
    expect(parseDetachKey(text).ok).toBe(false);
  });
});

describe('word of the focus', () => {
  test('is for us, and not for a program that has not asked', () => {
    expect(typed(`a${esc}[Ib`)).toEqual({ text: 'ab', detach: false, focus: true });
    expect(typed(`${esc}[O`)).toEqual({ text: '', detach: false, focus: false });
  });

  test('reaches a program that has', () => {
    expect(typed(`${esc}[O`, { wantsFocus: true })).toEqual({ text: `${esc}[O`, detach: false, focus: false });
  });
});
