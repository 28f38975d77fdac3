// The real xterm, its addons and our view of it in a real browser; the host is played.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createScope } from '../../../../src/shared/scope';
import type { Stage } from './page/main';
import { findChromium, startTerminalPage, type TerminalPage } from './page/open';

declare const stage: Stage;

const scope = createScope();
let pages: TerminalPage | undefined;
beforeAll(async () => {
  pages = await startTerminalPage(scope);
});
afterAll(() => scope.close());

/** A page whose terminal has shown a snapshot of a text. */
async function openWith(text = '', { active = true } = {}): Promise<Page> {
  if (!pages) throw new Error('There is no browser');
  const page = await pages.open();
  await page.evaluate((is) => stage.setView({ active: is }), active);
  const used: 'focused' | 'shared' = active ? 'focused' : 'shared';
  await page.waitForFunction((name) => stage[name].calls.some((call) => call.startsWith('attach')), used);
  await page.evaluate(([name, shown]) => stage[name].snapshot(shown, stage.output.size), [used, text] as const);
  await parsed(page);
  return page;
}

/** Waits until the terminal has parsed all that was written. */
async function parsed(page: Page): Promise<void> {
  await page.evaluate(() => stage.parsed());
}

const rows = (page: Page) => page.evaluate(() => stage.rows());
const write = async (page: Page, text: string) => {
  await page.evaluate((written) => stage.focused.write(written), text);
  await parsed(page);
};

/** Every question that a program can ask a terminal, in one go. */
const questions = [
  ...['\x1b[c', '\x1b[0c', '\x1b[>c', '\x1b[>0c', '\x1b[=c', '\x1bZ'],
  ...['\x1b[5n', '\x1b[6n', '\x1b[?6n', '\x1b[?15n', '\x1b[?996n'],
  ...['\x1b[4$p', '\x1b[?2026$p', '\x1b[?1$p', '\x1b[?2004$p'],
  ...['\x1bP$qm\x1b\\', '\x1bP$qr\x1b\\', '\x1bP$q"p\x1b\\', '\x1bP$q q\x1b\\', '\x1bP+q544e\x1b\\'],
  ...['\x1b[>q', '\x1b[>0q', '\x1b[x', '\x1b[?u'],
  ...['\x1b[11t', '\x1b[13t', '\x1b[14t', '\x1b[15t', '\x1b[16t', '\x1b[18t', '\x1b[19t', '\x1b[20t', '\x1b[21t'],
  ...['\x1b]4;1;?\x07', '\x1b]10;?\x07', '\x1b]11;?\x1b\\', '\x1b]12;?\x07', '\x1b]10;?;?;?\x07', '\x1b]52;c;?\x07'],
  ...['\x1b[?1004h', '\x1b[?1004;2004h', '\x1b[?1003h'],
  '\x05',
];

describe.skipIf(!findChromium())('in a browser', () => {
  test('no question of a program is answered, in a snapshot or later, and colours are set all the same', async () => {
    const page = await openWith(questions.join(''));
    await write(page, questions.join(''));
    for (const question of questions) await write(page, question);
    await write(page, '\x1b]11;#102030\x07');
    expect(await page.evaluate(() => [stage.shared.typed(), stage.focused.typed()])).toEqual(['', '']);
    expect(await page.evaluate(() => stage.background())).toBe('rgb(16, 32, 48)');
  });

  test('keys, pastes, the mouse and the focus are told as the program wants them', async () => {
    const page = await openWith('\x1b[?2004h\x1b[?1004h\x1b[?1000h\x1b[?1006h');
    await page.keyboard.type('a');
    await page.keyboard.press('ArrowUp');
    await page.evaluate(() => stage.paste('x\ny'));
    await page.mouse.click(40, 40);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    const typed = (await page.evaluate(() => stage.focused.typed())).replaceAll('\x1b', 'ESC ');
    expect(typed).toMatch(/^aESC \[AESC \[200~x\ryESC \[201~ESC \[<0;\d+;\d+MESC \[<0;\d+;\d+mESC \[O$/);
  });

  test('a snapshot of all lines keeps the place that was scrolled to, and what is selected', async () => {
    const line = (i: number) => `line ${i}\r\n`;
    const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => line(from + i)).join('');
    const page = await openWith(lines(4_000, 5_100));
    await page.evaluate(() => stage.scrollToLine(500));
    await page.evaluate(() => stage.select(2, 505, 6));
    const before = await page.evaluate(() => [stage.topRow(), stage.selection()]);
    await expect.poll(() => page.evaluate(() => stage.focused.calls)).toContain('snapshot');
    await page.evaluate((text) => stage.focused.snapshot(text, stage.output.size), lines(0, 5_100));
    await parsed(page);
    expect(before).toEqual(['line 4500', 'ne 450']);
    expect(await page.evaluate(() => [stage.topRow(), stage.selection()])).toEqual(before);
    expect(await page.evaluate(() => stage.lines())).toBeGreaterThan(5_000);
  });

  test('a flood is drawn to its end, is scrolled by the wheel, and shows what is selected', async () => {
    const lines = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => `line ${from + i} of a long log\r\n`).join('');
    const marked = (page: Page) => page.locator('.xterm-selection > div').count();
    const page = await openWith();
    await write(page, lines(0, 4_000));
    await expect.poll(() => rows(page)).toContain('line 3999 of a long log');
    await page.mouse.move(200, 200);
    await page.mouse.wheel(0, -600);
    await expect.poll(() => rows(page)).not.toContain('line 3999 of a long log');
    const before = await page.evaluate(() => stage.topRow());
    await write(page, lines(4_000, 6_000));
    expect(await page.evaluate(() => stage.topRow())).toBe(before);
    await expect.poll(() => rows(page)).toContain(before);
    await page.evaluate(() => stage.select(2, 3_970, 6));
    await expect.poll(() => marked(page)).toBeGreaterThan(0);
    await page.evaluate(() => stage.select(0, 0, 0));
    await expect.poll(() => marked(page)).toBe(0);
  });

  test('while a snapshot is put in place, nothing in between is ever drawn', async () => {
    const page = await openWith('the same picture');
    await page.evaluate(() => stage.watchDrawing());
    const past = Array.from({ length: 5_000 }, (_, i) => `old ${i}\r\n`).join('');
    const clear = '\x1b[2J\x1b[H';
    await page.evaluate((text) => stage.focused.snapshot(text, stage.output.size), `${past}${clear}the same picture`);
    await parsed(page);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await page.evaluate(() => stage.drawn())).toEqual(['the same picture']);
  });

  test('the view that has the keyboard owns the size; another size is shown as it is, until this one takes over', async () => {
    const page = await openWith('x');
    const own = await page.evaluate(() => stage.output.size);
    const hint = page.getByText('Sized by another window');
    // What comes right after our own wish was sent before it.
    await expect
      .poll(async () => {
        await page.evaluate(() => stage.focused.snapshot('theirs', { cols: 300, rows: 90 }, true));
        await parsed(page);
        return hint.count();
      })
      .toBe(1);
    const screen = await page.locator('.xterm-screen').boundingBox();
    expect(screen?.width).toBeLessThanOrEqual(1000);
    expect(screen?.height).toBeLessThanOrEqual(600);
    await hint.click();
    await expect.poll(() => page.evaluate(() => stage.output.size)).toEqual(own);
    expect(await hint.count()).toBe(0);
  });

  test('a snapshot of an earlier size, however late, takes the size from nobody; its margins do not outlive it', async () => {
    const page = await openWith('x');
    const own = await page.evaluate(() => stage.output.size);
    const rows = own.rows - 10;
    // Later than anything that could have crossed our own wish.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 1_100)));
    await page.evaluate((size) => stage.focused.snapshot(`\x1b[1;${size.rows}r`, size), { cols: own.cols, rows });
    await parsed(page);
    expect(await page.getByText('Sized by another window').count()).toBe(0);
    await write(page, `top\r\n${Array.from({ length: own.rows - 2 }, (_, i) => `${i}\r\n`).join('')}end`);
    expect(await page.evaluate(() => [stage.topRow(), stage.lines()])).toEqual(['top', own.rows]);
  });

  test('several lines are shown before they are pasted into a program that does not mark pastes', async () => {
    const page = await openWith('$ ');
    await page.evaluate(() => stage.paste('one\ntwo'));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.evaluate(() => stage.paste('three\nfour'));
    await page.getByText('three').waitFor();
    await page.getByRole('button', { name: 'Paste' }).click();
    expect(await page.evaluate(() => stage.focused.typed())).toBe('three\rfour');
  });

  test('finding goes from match to match, tells their number, and gives the keyboard back', async () => {
    const page = await openWith('one two\r\nTwo three\r\n2 two\r\n');
    await page.keyboard.press('Control+Shift+F');
    await page.getByRole('textbox', { name: 'Find' }).fill('two');
    await page.getByText('1 of 3').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('2 of 3').waitFor();
    await page.getByRole('button', { name: 'Match case' }).click();
    await page.getByText('of 2').waitFor();
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await page.getByRole('textbox', { name: 'Find' }).fill('^t(');
    await page.getByText('No pattern').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('k');
    expect(await page.evaluate(() => stage.focused.typed())).toBe('k');
  });

  test('files and addresses open by a click with Ctrl', async () => {
    const page = await openWith('src/a.ts:12:5 \x1b]8;;file:///x/y.ts#L3\x07link\x1b]8;;\x07\r\n');
    for (const column of [3, 17]) {
      const at = await page.evaluate((x) => stage.cell(x, 0), column);
      await page.mouse.move(at.x, at.y);
      await page.mouse.move(at.x + 1, at.y);
      await page.mouse.click(at.x, at.y);
      await page.keyboard.down('Control');
      await page.mouse.click(at.x, at.y);
      await page.keyboard.up('Control');
    }
    expect(await page.evaluate(() => stage.opened)).toEqual(['src/a.ts 12 5', '/x/y.ts 3 ']);
  });

  test('what is copied is a whole line, however it was wrapped; as it is shown when asked for', async () => {
    const page = await openWith('');
    const { cols } = await page.evaluate(() => stage.output.size);
    await write(page, 'x'.repeat(cols + 5));
    await page.evaluate(() => stage.select(0, 0, stage.output.size.cols + 5));
    expect(await page.evaluate(() => stage.copied('unwrapped'))).toBe('x'.repeat(cols + 5));
    expect(await page.evaluate(() => stage.copied('as-shown'))).toBe(`${'x'.repeat(cols)}\n${'x'.repeat(5)}`);
  });

  test('a hidden terminal costs nothing, and goes on from its byte', async () => {
    const page = await openWith('abc');
    await page.evaluate(() => stage.setView({ shown: false }));
    await expect.poll(() => page.evaluate(() => stage.focused.calls.at(-1))).toBe('detach');
    await page.evaluate(() => stage.setView({ shown: true }));
    await expect.poll(() => page.evaluate(() => stage.focused.calls.join())).toMatch(/attach from=0/);
    await write(page, 'def');
    expect((await rows(page))[0]).toBe('abcdef');
  });

  test('a change of the look counts at once', async () => {
    const page = await openWith('== text');
    const before = await page.evaluate(() => stage.output.size.cols);
    await page.evaluate(() =>
      stage.setView({ look: { ...stage.usualLook, fontSize: 26, theme: 'dark', ligatures: true } }),
    );
    await expect.poll(() => page.evaluate(() => stage.output.size.cols)).toBeLessThan(before * 0.6);
    expect(await page.evaluate(() => stage.background())).toBe('rgb(18, 19, 22)');
    expect(await page.evaluate(() => stage.shared.calls.filter((call) => call === 'colors').length)).toBe(2);
  });

  test('a terminal that is only read takes no keys and no size', async () => {
    const page = await openWith('x');
    await page.evaluate(() => stage.setView({ readOnly: true }));
    await page.evaluate(() => stage.focused.calls.splice(0));
    await page.keyboard.type('abc');
    await page.setViewportSize({ width: 700, height: 400 });
    await page.evaluate(() => stage.paste('y'));
    expect(await page.evaluate(() => stage.focused.typed())).toBe('');
  });
});

if (!findChromium()) {
  test('there is a Chromium to test real terminals with', ({ skip }) => {
    skip('Chromium is missing: nothing above was tested');
  });
}
