import type { Terminal } from '@xterm/headless';
import type { Input, MouseInput } from '../input/input';

/** What a program in a terminal reads of an input, in the modes that it has asked for. */
export function typedInto({ modes }: Terminal, input: Input): string {
  if (input.type === 'paste') {
    const text = input.text.replaceAll(/\r?\n/g, '\r');
    return modes.bracketedPasteMode ? `\u001b[200~${text}\u001b[201~` : text;
  }
  if (input.type === 'focus') return modes.sendFocusMode ? `\u001b[${input.focused ? 'I' : 'O'}` : '';
  if (input.type === 'mouse') return '';
  // Arrows, Home and End without a modifier have two forms; our own terminal sends the usual one.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const [, final] = /^\u001b\[([ABCDHF])$/.exec(input.raw) ?? [];
  return final !== undefined && modes.applicationCursorKeysMode ? `\u001bO${final}` : input.raw;
}

const wheelRows = 3;

/**
 * What a program reads of the mouse; undefined when it does not ask for it.
 * @param input by the cells of the terminal
 */
export function mouseReport(terminal: Terminal, input: MouseInput): string | undefined {
  const { mouseTrackingMode: mode, applicationCursorKeysMode } = terminal.modes;
  const { action, code, x, y } = input;
  if (mode === 'none') {
    // A program that fills the screen is scrolled by its keys.
    if (action !== 'wheel' || terminal.buffer.active.type !== 'alternate') return undefined;
    const arrow = `\u001b${applicationCursorKeysMode ? 'O' : '['}${input.button < 0 ? 'A' : 'B'}`;
    return arrow.repeat(wheelRows);
  }
  if (x < 0 || y < 0 || x >= terminal.cols || y >= terminal.rows) return undefined;
  if (action === 'move' && mode !== 'drag' && mode !== 'any') return '';
  if (action === 'release' && mode === 'x10') return '';
  const { activeEncoding } = (terminal as unknown as { readonly _core: Core })._core.coreMouseService;
  if (activeEncoding === 'SGR') return `\u001b[<${code};${x + 1};${y + 1}${action === 'release' ? 'm' : 'M'}`;
  const plain = action === 'release' ? (code & ~3) | 3 : code;
  if (x > 222 || y > 222) return '';
  return `\u001b[M${String.fromCharCode(32 + plain, 33 + x, 33 + y)}`;
}

/** What xterm's API does not tell. The names are its own; the package is pinned. */
interface Core {
  readonly coreMouseService: { readonly activeEncoding: string };
}
