import xterm from '@xterm/headless';
import { describe, expect, test, vi } from 'vitest';
import { boundKeys, commandsOf } from '../../../../src/main/cli/tui/app/bindings';
import { createFocus } from '../../../../src/main/cli/tui/app/focus';
import { sidebarViews, usualLayout } from '../../../../src/main/cli/tui/app/layout-tree';
import { confirmOverlay, helpOverlay, type Overlay, paletteOverlay } from '../../../../src/main/cli/tui/app/overlays';
import { cursorOf, paintScreen } from '../../../../src/main/cli/tui/app/pane-cells';
import { mouseReport, typedInto } from '../../../../src/main/cli/tui/app/pane-input';
import { createInputReader, type MouseInput } from '../../../../src/main/cli/tui/input/input';
import { createFrame, linesOf } from '../../../../src/main/cli/tui/screen/frame';
import { surfaceOf } from '../../../../src/main/cli/tui/screen/surface';
import type { LuaState } from '../../../../src/shared/contract';
import { ViewNode } from '../../../../src/shared/vocabulary';
import { draw, keys } from './drawing';

const esc = '\u001b';

async function terminalWith(...written: string[]): Promise<xterm.Terminal> {
  const terminal = new xterm.Terminal({ cols: 20, rows: 4, allowProposedApi: true });
  for (const text of written) await new Promise<void>((done) => terminal.write(text, done));
  return terminal;
}

describe('what a program in a pane reads', () => {
  const read = (text: string) => createInputReader().read(Buffer.from(text));
  test.each([
    ['keys as they are', '', `a${esc}[A\u0003`, `a${esc}[A\u0003`],
    ['arrows in its own form', `${esc}[?1h`, `${esc}[A${esc}[1;5A${esc}[H`, `${esc}OA${esc}[1;5A${esc}OH`],
    ['a paste without marks', '', `${esc}[200~a\nb${esc}[201~`, 'a\rb'],
    ['a paste with marks', `${esc}[?2004h`, `${esc}[200~a\nb${esc}[201~`, `${esc}[200~a\rb${esc}[201~`],
    ['nothing of the focus', '', `${esc}[I`, ''],
    ['word of the focus', `${esc}[?1004h`, `${esc}[I${esc}[O`, `${esc}[I${esc}[O`],
    ['sequences that have no name', '', `${esc}[?1;2c`, `${esc}[?1;2c`],
  ])('%s', async (_, written, typed, got) => {
    const terminal = await terminalWith(written);
    expect(
      read(typed)
        .map((input) => typedInto(terminal, input))
        .join(''),
    ).toBe(got);
  });

  const mouse = (text: string): MouseInput => read(text)[0] as MouseInput;
  test.each([
    ['nothing of the mouse', '', '<0;3;2M', undefined],
    ['clicks', `${esc}[?1000;1006h`, '<0;3;2M', `${esc}[<0;3;2M`],
    ['that a button is up', `${esc}[?1000;1006h`, '<0;3;2m', `${esc}[<0;3;2m`],
    ['clicks in the old form', `${esc}[?1000h`, '<0;3;2M', `${esc}[M #"`],
    ['no drags that it has not asked for', `${esc}[?1000;1006h`, '<32;3;2M', ''],
    ['drags', `${esc}[?1002;1006h`, '<32;3;2M', `${esc}[<32;3;2M`],
    ['nothing from outside', `${esc}[?1000;1006h`, '<0;30;2M', undefined],
    ['the wheel as arrows on a full screen', `${esc}[?1049h`, '<65;3;2M', `${esc}[B`.repeat(3)],
    ['no wheel elsewhere', '', '<65;3;2M', undefined],
  ])('%s', async (_, written, typed, got) => {
    expect(mouseReport(await terminalWith(written), mouse(`${esc}[${typed}`))).toBe(got);
  });
});

test('a pane shows the cells of its terminal, cut where it is smaller, and what has scrolled away', async () => {
  const terminal = await terminalWith('one\r\n日本 two\r\nthree\r\nfour\r\nfive');
  const shown = (cols: number, rows: number, by = 0) => {
    const frame = createFrame({ cols, rows });
    paintScreen(surfaceOf(frame), terminal, by);
    return linesOf(frame);
  };
  expect(shown(20, 4)).toEqual(['日本 two', 'three', 'four', 'five']);
  expect(shown(3, 2)).toEqual(['日', 'thr']);
  expect(shown(20, 4, 1)[0]).toBe('one');
  expect(cursorOf(terminal)).toEqual({ x: 4, y: 3 });
  expect(cursorOf(await terminalWith(`${esc}[?25l`))).toBeUndefined();
});

describe('keys and commands of Lua', () => {
  const registered = (kind: string, name: string, module: string, about: object = {}) => ({
    ...{ domain: 'trusted', handler: 'h1', kind, name, module, priority: 0, enabled: true, about },
    ...{ calls: 0, errors: 0, totalMs: 0, longestMs: 0 },
  });
  const lua = (...registrations: object[]) => ({ registrations }) as unknown as LuaState;

  test('commands are shown as the person has them', () => {
    const state = lua(
      registered('command', 'a', 'default.x', { title: 'First' }),
      registered('command', 'b', 'default.x', { title: 'Second' }),
      registered('command', 'c', 'default.x'),
      registered('entry', 'a', 'user.x', { title: 'Mine' }),
      registered('entry', 'b', 'user.x', { hidden: true }),
      registered('entry', 'c', 'improvements.y', { hidden: true }),
    );
    expect(commandsOf(state)).toEqual([
      { name: 'a', title: 'Mine' },
      { name: 'c', title: 'c' },
    ]);
    expect(commandsOf(undefined)).toEqual([]);
  });

  test('keys are those of the one who counts most', () => {
    const state = lua(
      registered('keymap', 'window.palette', 'default.keybindings', { keys: 'mod+shift+p f1' }),
      registered('command', 'greet', 'default.x', { keys: 'f2', title: 'Greet' }),
      registered('command', 'leave', 'default.x', { keys: 'f3' }),
      registered('keymap', 'greet', 'user.x', { keys: 'f4' }),
      registered('keymap', 'window.palette', 'user.keybindings', { keys: 'ctrl+k' }),
      registered('key', 'alt+x', 'improvements.y', { title: 'Do x' }),
      registered('key', 'nonsense+', 'user.x'),
    );
    expect(boundKeys(state).map(({ keys, name, title }) => `${keys} ${name} ${title}`)).toEqual([
      'F4 greet Greet',
      'Mod+K window.palette window.palette',
      'F3 leave leave',
      'Alt+X alt+x Do x',
    ]);
  });
});

describe('what lies over the screen', () => {
  const shown = (overlay: Overlay, cols = 60, rows = 12) => {
    const frame = createFrame({ cols, rows });
    overlay.paint(surfaceOf(frame));
    return linesOf(frame).join('\n');
  };
  const type = (overlay: Overlay, text: string) =>
    keys(text)
      .map((press) => overlay.key(press))
      .at(-1);

  test('the palette finds commands by their words, and runs one', () => {
    const ran: string[] = [];
    const entry = (title: string, about = '') => ({ title, about, run: () => void ran.push(title) });
    const palette = paletteOverlay([
      entry('Show Agents', 'view'),
      entry('Show Rules', 'view'),
      entry('Greet', 'hello'),
    ]);
    expect(shown(palette)).toMatch(/Show Agents[\s\S]*Show Rules[\s\S]*Greet/);
    type(palette, 'view sho');
    expect(shown(palette)).not.toContain('Greet');
    expect(type(palette, `${esc}[B\r`)).toBe(false);
    expect(ran).toEqual(['Show Rules']);
    type(palette, '\u0015gre');
    expect(shown(palette)).not.toContain('Show');
    type(palette, '\u0015nothing');
    expect(shown(palette)).toContain('No command has these words.');
    expect(type(palette, '\r')).toBe(true);
    expect(type(palette, esc)).toBe(false);
  });

  test.each([
    ['y', true],
    ['n', false],
    ['\r', false],
    [`${esc}[D\r`, true],
    [esc, false],
  ])('a question answered by %j', (text, done) => {
    const then = vi.fn();
    const question = confirmOverlay('Delete all of it?', then);
    expect(shown(question)).toContain('Delete all of it?');
    expect(type(question, text)).toBe(false);
    expect(then).toHaveBeenCalledTimes(done ? 1 : 0);
  });

  test('the help has the keys of Lua, too', () => {
    const help = helpOverlay('Ctrl-]', [['F5', 'Draw anew']]);
    const all = shown(help, 80, 30);
    for (const text of ['Ctrl-]', 'F5', 'Draw anew', 'Shift+Tab']) expect(all).toContain(text);
    expect(type(help, `${esc}[B`)).toBe(true);
    expect(type(help, 'q')).toBe(false);
  });
});

test('the focus stays where it is, goes round, and comes back from a terminal', () => {
  const focus = createFocus(() => {});
  const tree = (more: readonly ViewNode[] = []): ViewNode => ({
    kind: 'column',
    children: [...more, { kind: 'agent_list', key: 'list' }, { kind: 'terminal', agent: 'a-1', key: 'pane' }],
  });
  focus.update(draw(tree()).root);
  const at = () => focus.box?.id.split('/').at(-1);
  expect(at()).toBe('list');
  focus.turn(1);
  expect([at(), focus.typing]).toEqual(['pane', undefined]);
  focus.turn(1);
  expect(at()).toBe('list');
  focus.await('agent');
  focus.update(draw(tree()).root);
  expect([at(), focus.typing?.agent]).toEqual(['pane', 'a-1']);
  focus.update(draw(tree([{ kind: 'button', label: 'x', on_click: 'h' }])).root);
  expect(focus.typing?.agent).toBe('a-1');
  focus.leaveTerminal();
  expect([at(), focus.typing]).toEqual(['list', undefined]);
});

test('the layout for when Lua says nothing is a right one', () => {
  expect(ViewNode.parse(usualLayout)).toEqual(usualLayout);
  expect(sidebarViews(usualLayout)).toContain('agents');
});
