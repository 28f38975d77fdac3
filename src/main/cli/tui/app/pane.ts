import xterm, { type Terminal } from '@xterm/headless';
import type { Connection } from '../../../../shared/link';
import { type Agent, describeExit, type TerminalSize } from '../../../../shared/vocabulary';
import { limitXterm } from '../../../../shared/xterm-limits';
import { createTerminalStream, type TerminalStream } from '../../attach';
import type { Pane } from '../draw/world';
import type { Input } from '../input/input';
import { cursorOf, paintScreen } from './pane-cells';
import { mouseReport, typedInto } from './pane-input';

export interface OpenPane extends Pane {
  /** The agent may have another terminal now. */
  follow(agent: Agent): void;
  close(): void;
}

/** While a terminal is dragged, its size changes many times. */
const resizePauseMs = 60;
const scrollback = 1_000;
const encoder = new TextEncoder();

/** The live terminal of an agent, in the size of the place that it is drawn in, unless another view gives it one. */
export function createPane(connection: Connection, first: Agent, changed: () => void): OpenPane {
  let agent = first;
  let shown: Terminal | undefined;
  /** What a snapshot is written into, until all of it is there. */
  let next: Terminal | undefined;
  let stream: TerminalStream | undefined;
  let place: TerminalSize | undefined;
  /** What this view has asked for; undefined: another one has the say. */
  let asked: TerminalSize | undefined;
  let resizing: ReturnType<typeof setTimeout> | undefined;
  let isGone = false;
  let ending = '';
  /** Rows above the end. */
  let scrolledBy = 0;
  /** What was typed before there was anything to see. */
  const early: Input[] = [];

  function open(): void {
    stream?.stop();
    const { terminal: id } = agent;
    if (id === undefined) return;
    ending = '';
    stream = createTerminalStream(
      connection,
      { id, lines: scrollback },
      {
        begin(size) {
          next?.dispose();
          next = new xterm.Terminal({ ...size, scrollback, allowProposedApi: true });
          limitXterm(next);
          if (asked && (size.cols !== asked.cols || size.rows !== asked.rows)) asked = undefined;
        },
        show: (bytes) =>
          new Promise((resolve) => {
            const target = next ?? shown;
            if (!target) return resolve();
            target.write(bytes, () => {
              resolve();
              if (target === shown) changed();
            });
          }),
        drawn() {
          if (!next) return;
          shown?.dispose();
          shown = next;
          next = undefined;
          scrolledBy = 0;
          for (const input of early.splice(0)) take(shown, input);
          changed();
        },
        exited(exit) {
          ending = 'unknown' in exit ? ' It has ended. ' : ` It has ended (${describeExit(exit)}). `;
          changed();
        },
      },
    );
    void draw();
  }

  /** Gives the terminal the size of its place, and draws all of it anew. */
  async function draw(): Promise<void> {
    clearTimeout(resizing);
    resizing = undefined;
    asked = place;
    if (!place || !stream) return;
    const own = stream;
    await own.resize(place);
    if (own !== stream) return;
    isGone = !(await own.start());
    if (isGone) changed();
  }

  function fill(size: TerminalSize): void {
    const isNew = place === undefined;
    if (place && place.cols === size.cols && place.rows === size.rows) return;
    place = size;
    if (isNew) void draw();
    // While another view has the say, this one shows what there is.
    else if (asked) {
      clearTimeout(resizing);
      resizing = setTimeout(() => void draw(), resizePauseMs);
    }
  }

  /** Whoever types takes the size over. */
  function claim(): void {
    if (!asked && place && shown) void draw();
  }

  function send(text: string): void {
    claim();
    scrolledBy = 0;
    stream?.send(encoder.encode(text));
  }

  function take(terminal: Terminal, input: Input): void {
    if (input.type === 'key' && input.shift && /^Page(Up|Down)$/.test(input.key)) {
      scroll((input.key === 'PageUp' ? -1 : 1) * Math.ceil(terminal.rows / 6));
      return;
    }
    const text = typedInto(terminal, input);
    if (text !== '') send(text);
  }

  function scroll(by: number): boolean {
    if (!shown) return false;
    const before = scrolledBy;
    scrolledBy = Math.max(0, Math.min(shown.buffer.active.baseY, scrolledBy - by * 3));
    if (before !== scrolledBy) changed();
    return before !== scrolledBy;
  }

  const unsubscribe = connection.state.on((state) => {
    if (state === 'open') void draw();
  });
  open();

  return {
    control: {
      agent: first.id,
      get wantsFocus() {
        return shown?.modes.sendFocusMode ?? false;
      },
      send(input) {
        if (shown) take(shown, input);
        else early.push(input);
      },
      mouse(input, { x, y }) {
        if (!shown) return false;
        const report = mouseReport(shown, { ...input, x: input.x - x, y: input.y - y });
        if (report !== undefined) send(report);
        else if (input.action === 'wheel') return scroll(input.button);
        return report !== undefined;
      },
      turn(focused) {
        if (focused) claim();
        if (shown?.modes.sendFocusMode) stream?.send(encoder.encode(focused ? '\u001b[I' : '\u001b[O'));
      },
    },
    paint(surface) {
      const { width: cols, height: rows } = surface;
      if (cols >= 2 && rows >= 1) fill({ cols, rows });
      if (!shown) {
        surface.write(0, 0, isGone ? 'Its terminal is not there any more.' : 'Connecting…', { dim: true });
        return undefined;
      }
      paintScreen(surface, shown, scrolledBy);
      const note = asked ? '' : ` ${shown.cols}×${shown.rows}, as another view has it `;
      if (note !== '' && rows > shown.rows) surface.write(0, rows - 1, note, { dim: true });
      if (ending !== '') surface.write(0, rows - 1, ending, { inverse: true });
      return scrolledBy === 0 ? cursorOf(shown) : undefined;
    },
    scroll,
    follow(now) {
      const isOther = now.terminal !== agent.terminal;
      agent = now;
      if (isOther) open();
    },
    close() {
      clearTimeout(resizing);
      unsubscribe();
      stream?.stop();
      shown?.dispose();
      next?.dispose();
    },
  };
}
