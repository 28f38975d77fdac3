import type { Terminal as Xterm } from '@xterm/xterm';
import { createCell, type Observable } from '../../../shared/event';
import { messageOf } from '../../../shared/result';
import type { TerminalLook } from '../../../shared/vocabulary';
import { showError } from '../../ui';
import { type CopyStyle, selectedText } from './copy';
import { longestPasteBytes, type Paste, pathsIn, preparePaste, quotePaths, wantsLook } from './paste';

/** Copies from a terminal, and pastes into it. */
export interface Clipboard {
  /** What a person has to look at before it is pasted. */
  readonly asking: Observable<Paste | undefined>;
  answer(paste: boolean): void;
  paste(text: string): void;
  /** Pastes what the system's clipboard holds, if the page may read it. */
  pasteFromSystem(): Promise<void>;
  /** @returns whether something was selected */
  copy(style: CopyStyle): boolean;
}

export interface ClipboardOptions {
  readonly xterm: Xterm;
  readonly host: HTMLElement;
  readonly look: () => TerminalLook;
  readonly readOnly: () => boolean;
}

export function createClipboard({ xterm, host, look, readOnly }: ClipboardOptions): Clipboard {
  const asking = createCell<Paste | undefined>(undefined);

  function paste(text: string): void {
    const prepared = preparePaste(text);
    if (readOnly() || prepared.text === '') return;
    if (new TextEncoder().encode(prepared.text).length > longestPasteBytes) {
      showError('This is too much to paste', 'A terminal takes at most 1 MB at once. Save it to a file instead.');
      return;
    }
    const marked = xterm.modes.bracketedPasteMode;
    if (look().pasteWarning && wantsLook(prepared, marked)) asking.value = prepared;
    else xterm.paste(prepared.text);
  }

  function copy(style: CopyStyle): boolean {
    const text = selectedText(xterm, style);
    if (text === '') return false;
    navigator.clipboard.writeText(text).catch((error: unknown) => {
      showError('The selection could not be copied', messageOf(error));
    });
    return true;
  }

  // Before the xterm, which would paste it as it is.
  host.addEventListener(
    'paste',
    (event) => {
      event.preventDefault();
      event.stopPropagation();
      paste(event.clipboardData?.getData('text/plain') ?? '');
    },
    { capture: true },
  );
  host.addEventListener('dragover', (event) => {
    if (!readOnly()) event.preventDefault();
  });
  host.addEventListener('drop', (event) => {
    event.preventDefault();
    if (event.dataTransfer) drop(event.dataTransfer, paste);
  });
  // When the button is released, so that each step of a drag is not copied.
  host.addEventListener('pointerup', () => {
    if (look().copyOnSelect) setTimeout(() => copy('unwrapped'));
  });

  return {
    asking,
    answer(confirmed) {
      const waiting = asking.value;
      asking.value = undefined;
      if (confirmed && waiting) xterm.paste(waiting.text);
      xterm.focus();
    },
    paste,
    async pasteFromSystem() {
      try {
        paste(await navigator.clipboard.readText());
      } catch {
        showError('The clipboard could not be read', 'The browser does not allow it. Press Ctrl+Shift+V instead.');
      }
    },
    copy,
  };
}

/** Files are pasted as their paths. Browsers tell these only for what is dragged from some file managers. */
function drop(dropped: DataTransfer, paste: (text: string) => void): void {
  const paths = pathsIn(dropped.getData('text/uri-list'));
  if (paths.length > 0) paste(quotePaths(paths));
  else if (dropped.files.length === 0) paste(dropped.getData('text/plain'));
  else
    showError(
      'The path of the file is not known',
      'The browser does not tell it. Copy it in the file manager and paste it.',
    );
}
