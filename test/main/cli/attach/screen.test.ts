import { Terminal } from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import { createOuterScreen, enter, noticeLine } from '../../../../src/main/cli/attach/screen';

const esc = '\u001b';

/** A terminal with a shell's line on it, as xterm shows it. */
async function startedTerminal() {
  const terminal = new Terminal({ cols: 40, rows: 6, allowProposedApi: true });
  const answers: string[] = [];
  terminal.onData((answer) => answers.push(answer));
  const write = (text: string | Uint8Array) => new Promise<void>((resolve) => terminal.write(text, resolve));
  await write('$ viberot agents attach build\r\n');
  const screen = () => Array.from({ length: 6 }, (_, row) => line(terminal, row)).filter((text) => text !== '');
  return { terminal, write, screen, answers };
}

function line({ buffer: { active } }: Terminal, row: number): string {
  return active.getLine(active.baseY + row)?.translateToString(true) ?? '';
}

function createScreen() {
  let left = 0;
  const screen = createOuterScreen(() => left++);
  return { screen, times: () => left, data: (text: string) => screen.data(Buffer.from(text)) };
}

describe('the person’s terminal', () => {
  test('is at the end as it was at the beginning, whatever a program has switched on', async () => {
    const { terminal, write, screen: shown } = await startedTerminal();
    const before = { lines: shown(), cursor: [terminal.buffer.active.cursorX, terminal.buffer.active.cursorY] };
    const { screen, data } = createScreen();
    await write(enter);
    await write(
      data(
        `${esc}[?1049h${esc}[?1003;1006h${esc}[?2004h${esc}[?1h${esc}=${esc}[?25l${esc}[?6h${esc}[2;4r${esc}[4h${esc}[7mtext${esc}[?7l${esc}(0${esc}[5 q`,
      ),
    );
    expect(terminal.modes).toMatchObject({ mouseTrackingMode: 'any', bracketedPasteMode: true, insertMode: true });
    await write(screen.leave());
    expect({ lines: shown(), cursor: [terminal.buffer.active.cursorX, terminal.buffer.active.cursorY] }).toEqual(
      before,
    );
    expect(terminal.buffer.active.type).toBe('normal');
    expect(terminal.modes).toEqual({
      ...terminal.modes,
      ...{ mouseTrackingMode: 'none', bracketedPasteMode: false, insertMode: false, originMode: false },
      ...{ applicationCursorKeysMode: false, applicationKeypadMode: false, wraparoundMode: true, sendFocusMode: false },
    });
    await write('back');
    expect(shown().at(-1)).toBe('back');
  });

  test('stays on its alternate screen while a program goes to its own and back', async () => {
    const { terminal, write, screen: shown } = await startedTerminal();
    const { screen, times, data } = createScreen();
    await write(enter);
    await write(data('$ vim\r\n'));
    await write(data(`${esc}[?1049;25h`));
    expect(shown()).toEqual([]);
    await write(data('~ an editor'));
    expect(times()).toBe(0);
    await write(data(`${esc}[?1049l`));
    expect(times()).toBe(1);
    await write(screen.reset());
    await write(data('$ vim\r\n$'));
    expect(shown()).toEqual(['$ vim', '$']);
    await write(data(`${esc}cafter a reset`));
    expect(shown()).toEqual(['after a reset']);
    expect(terminal.buffer.active.type).toBe('alternate');
  });

  test('is asked nothing', async () => {
    const { write, answers } = await startedTerminal();
    const { screen, data } = createScreen();
    await write(enter);
    await write(data(`${esc}[c${esc}[6n${esc}[?1$p${esc}P$qm${esc}\\${esc}]10;?${esc}\\\u0005`));
    await write(noticeLine('gone'));
    await write(screen.reset());
    await write(screen.leave());
    expect(answers).toEqual([]);
  });

  test('keeps telling us of the focus, also when the program wants to know or does not any more', () => {
    const { screen, data } = createScreen();
    expect(data(`${esc}[?1004h`)).toHaveLength(0);
    expect(screen.wantsFocus).toBe(true);
    expect(Buffer.from(data(`${esc}[?1004;2004l`)).toString()).toBe(`${esc}[?2004l`);
    expect(screen.wantsFocus).toBe(false);
    data(`${esc}[?1004h`);
    expect(screen.reset()).toContain(`${esc}[?1004h`);
    expect(screen.wantsFocus).toBe(false);
  });

  test('gets its colours back only when a program has changed them', () => {
    const { screen, data } = createScreen();
    expect(data(`${esc}]104\u0007${esc}]111${esc}\\`)).toHaveLength(0);
    expect(screen.leave()).not.toContain(`${esc}]104`);
    data(`${esc}]11;#102030\u0007`);
    expect(screen.leave()).toContain(`${esc}]111${esc}\\`);
  });

  test('a sequence that was cut by a new snapshot does not go on in it', () => {
    const { screen, data } = createScreen();
    data(`${esc}]0;begun`);
    screen.reset();
    expect(Buffer.from(data('text\u0007')).toString()).toBe('text\u0007');
  });
});
