import './styles.css';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createTerminalScreens, TerminalView } from '../../../../../src/renderer/features/terminals';
import { type CopyStyle, selectedText } from '../../../../../src/renderer/features/terminals/copy';
import { Toasts, TooltipProvider } from '../../../../../src/renderer/ui';
import { type TerminalLook, usualLook } from '../../../../../src/shared/vocabulary';
import { createScriptedHost } from './scripted-host';

const output = { end: 0, size: { cols: 80, rows: 24 } };
const shared = createScriptedHost(output);
const focused = createScriptedHost(output);
const screens = createTerminalScreens({ connection: shared.connection, focused: () => focused.connection });
const opened: string[] = [];

export interface ViewState {
  readonly active: boolean;
  readonly shown: boolean;
  readonly readOnly: boolean;
  readonly look: TerminalLook;
  readonly width: string;
}

let setView: (change: Partial<ViewState>) => void = () => {};

function Page() {
  const [view, set] = useState<ViewState>({
    ...{ active: false, shown: true, readOnly: false, look: usualLook, width: '100%' },
  });
  setView = (change) => set((before) => ({ ...before, ...change }));
  return (
    <TooltipProvider>
      <div style={{ height: '100vh', width: view.width }}>
        {view.shown && (
          <TerminalView
            screens={screens}
            terminal="t"
            label="Terminal of a test"
            active={view.active}
            readOnly={view.readOnly}
            look={view.look}
            onOpenFile={(path, line, column) => opened.push([path, line, column].join(' '))}
          />
        )}
      </div>
      <Toasts />
    </TooltipProvider>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Page />);

const xterm = () => screens.screen('t').xterm;

/** What is drawn, newest last. */
const drawings: string[] = [];

function drawnText(): string {
  // The one above the others is seen.
  const rows = [...document.querySelectorAll('.xterm-rows')].at(-1)?.children ?? [];
  return [...rows]
    .map((row) => row.textContent?.trimEnd())
    .join('\n')
    .trim();
}

/** What the tests reach from outside. */
export const stage = {
  ...{ screens, shared, focused, output, opened, usualLook },
  setView: (change: Partial<ViewState>) => setView(change),
  paste: (text: string) => screens.screen('t').clipboard.paste(text),
  copied: (style: CopyStyle) => selectedText(xterm(), style),
  /** Resolves when all that was written has been parsed, and drawn. */
  async parsed() {
    do await new Promise((done) => requestAnimationFrame(done));
    while (!screens.screen('t').idle);
    await new Promise((done) => requestAnimationFrame(done));
  },
  rows: () => drawnText().split('\n'),
  lines: () => xterm().buffer.active.length,
  topRow: () => xterm().buffer.active.getLine(xterm().buffer.active.viewportY)?.translateToString(true),
  scrollToLine: (line: number) => xterm().scrollToLine(line),
  select: (x: number, y: number, length: number) => xterm().select(x, y, length),
  selection: () => xterm().getSelection(),
  background: () =>
    getComputedStyle(document.querySelector('.xterm-scrollable-element') ?? document.body).backgroundColor,
  /** The middle of a cell, in the page. */
  cell(x: number, y: number) {
    const { left, top, width, height } = (document.querySelector('.xterm-screen') as Element).getBoundingClientRect();
    const { cols, rows } = xterm();
    return { x: left + ((x + 0.5) * width) / cols, y: top + ((y + 0.5) * height) / rows };
  },
  watchDrawing() {
    const look = () => {
      const text = drawnText();
      if (text !== drawings.at(-1)) drawings.push(text);
      requestAnimationFrame(look);
    };
    look();
  },
  drawn: () => drawings,
};
export type Stage = typeof stage;
Object.assign(window, { stage });
