import type { TerminalSignal } from '../../../shared/vocabulary';
import { createKittyNotifications } from './kitty';
import { plainText, textOf } from './text';

export interface CommandReaderOptions {
  readonly hostname: string | undefined;
  readonly onSignal: (signal: TerminalSignal) => void;
}

const longestTitle = 300;
const longestPath = 4_096;
const longestBody = 2_000;

/** Reads operating system commands, without OSC and their end; those that tell nothing to us are passed over. */
export function createCommandReader({ hostname, onSignal }: CommandReaderOptions): (payload: Uint8Array) => void {
  const kitty = createKittyNotifications(longestBody);
  const readers: Readonly<Record<number, (rest: string) => TerminalSignal | undefined>> = {
    0: titleOf,
    2: titleOf,
    7: (rest) => folderOfUrl(rest, hostname),
    9: messageOf,
    99: kitty,
    133: promptOf,
    633: (rest) => folderOfProperty(rest) ?? promptOf(rest),
    777: notifyOf,
  };
  return (payload) => {
    let at = 0;
    let number = 0;
    for (; at < 3 && isDigit(payload[at]); at++) number = number * 10 + (payload[at] ?? 0) - zero;
    // Hyperlinks and the clipboard come often and are long: they are not even decoded.
    const reader = at > 0 && payload[at] === semicolon ? readers[number] : undefined;
    const signal = reader?.(textOf(payload.subarray(at + 1)));
    if (signal) onSignal(signal);
  };
}

const [semicolon, zero] = [0x3b, 0x30];

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte < zero + 10;
}

function titleOf(rest: string): TerminalSignal {
  return { type: 'title', title: plainText(rest, longestTitle) };
}

function folder(path: string): TerminalSignal | undefined {
  // A control character in a path is no one's folder but somebody's trick.
  const isPlain = path !== '' && path.length <= longestPath && plainText(path, longestPath) === path.trim();
  return isPlain ? { type: 'cwd', cwd: path } : undefined;
}

/** file://host/path, percent-encoded; kitty-shell-cwd://host/path, not encoded. */
function folderOfUrl(rest: string, hostname: string | undefined): TerminalSignal | undefined {
  const [, scheme, host = '', path = ''] = /^(file|kitty-shell-cwd):\/\/([^/]*)(\/.*)$/s.exec(rest) ?? [];
  const isOurs = host === '' || host === 'localhost' || !hostname || host.toLowerCase() === hostname.toLowerCase();
  if (scheme === undefined || !isOurs) return undefined;
  const plain = scheme === 'file' ? decoded(path) : path;
  // C:/ on Windows comes as /C:/.
  return plain === undefined ? undefined : folder(plain.replace(/^\/(?=[A-Za-z]:)/, ''));
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** 633;P;Cwd=path, where "\x3b" and "\\" stand for what a sequence can't hold (VS Code's shell integration). */
function folderOfProperty(rest: string): TerminalSignal | undefined {
  const [, path] = /^P;Cwd=(.*)$/s.exec(rest) ?? [];
  if (path === undefined) return undefined;
  return folder(
    path.replace(/\\(?:x([0-9a-fA-F]{2})|\\)/g, (_, hex) => (hex ? String.fromCharCode(parseInt(hex, 16)) : '\\')),
  );
}

const progressStates = ['none', 'running', 'error', 'indeterminate', 'paused'] as const;

/** iTerm2's notification, or one of ConEmu's commands, which are numbers: 9;4;state;percent is progress, 9;9;"path" a folder. */
function messageOf(rest: string): TerminalSignal | undefined {
  const [, command, values = ''] = /^(\d{1,2})(?:;(.*))?$/s.exec(rest) ?? [];
  if (command === undefined) return notification(rest);
  if (command === '9') return folder(values.replace(/^"(.*)"$/s, '$1'));
  const [stateNumber = '', percentText = ''] = values.split(';');
  const state = progressStates[/^[0-4]$/.test(stateNumber) ? Number(stateNumber) : -1];
  if (command !== '4' || !state) return undefined;
  const hasPercent = state !== 'none' && state !== 'indeterminate' && /^\d{1,3}$/.test(percentText);
  return { type: 'progress', state, ...(hasPercent && { percent: Math.min(100, Number(percentText)) }) };
}

/** 777;notify;title;body, of urxvt. */
function notifyOf(rest: string): TerminalSignal | undefined {
  const [, title = '', body = ''] = /^notify;([^;]*)(?:;(.*))?$/s.exec(rest) ?? [];
  return body === '' ? notification(title) : notification(body, title);
}

function notification(body: string, title = ''): TerminalSignal | undefined {
  const [plainBody, plainTitle] = [plainText(body, longestBody), plainText(title, longestTitle)];
  if (plainBody === '') return undefined;
  return { type: 'notification', body: plainBody, ...(plainTitle !== '' && { title: plainTitle }) };
}

const marks = { A: 'prompt-started', B: 'prompt-ended', C: 'command-started', D: 'command-ended' } as const;

/** FinalTerm's marks, and VS Code's. Only the first prompt counts: the second one (k=s) asks for the rest of a line. */
function promptOf(rest: string): TerminalSignal | undefined {
  const [, letter, values = ''] = /^([ABCD])(?:;(.*))?$/s.exec(rest) ?? [];
  if (letter === undefined || /(?:^|;)k=[sc]/.test(values)) return undefined;
  const mark = marks[letter as keyof typeof marks];
  const [, code] = /^(-?\d{1,10})(?:;|$)/.exec(values) ?? [];
  return { type: 'prompt', mark, ...(mark === 'command-ended' && code !== undefined && { exitCode: Number(code) }) };
}
