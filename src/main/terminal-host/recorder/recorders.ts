import { createEmitter } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import type { TerminalColors, TerminalSize } from '../../../shared/vocabulary';
import type { Log } from '../../ports';
import type { FromScreens, ScreenAnswers, ScreenQuestion, ScreenThread, ToScreens } from './messages';
import type { Recorder, RecorderOptions } from './recorder';
import { createRecording } from './recording';

export interface RecordersOptions {
  /** Starts the thread of the screens; called when the first screen is needed. */
  readonly startThread: () => ScreenThread;
  readonly log: Log;
}

const usualKeptBytes = 1024 * 1024;
/** A thread that ends by itself is started again so many times. */
const mostThreads = 5;

type About = keyof ScreenAnswers;
type Body<Message> = Message extends ToScreens ? Omit<Message, 'screen'> : never;

/** What a recorder has to do with the thread. */
interface Listener {
  hear(message: FromScreens): void;
  /** The screen is gone with its thread. */
  lost(): void;
}

/** Makes recorders, whose screens share one thread. */
export function createRecorders(
  { startThread, log }: RecordersOptions,
  scope: Scope,
): (options: RecorderOptions) => Recorder {
  const listeners = new Map<number, Listener>();
  let thread: ScreenThread | undefined;
  let threads = 0;
  let screens = 0;

  function post(message: ToScreens, moved?: readonly ArrayBuffer[]): void {
    if (!thread && threads < mostThreads && !scope.closed) start();
    thread?.post(message, moved);
  }

  function start(): void {
    const started = startThread();
    thread = started;
    threads++;
    started.onMessage((message) => listeners.get(message.screen)?.hear(message));
    started.onEnd((why) => {
      if (thread !== started) return;
      thread = undefined;
      log.error('The thread with the screens of the terminals ended', { why });
      for (const listener of [...listeners.values()]) listener.lost();
    });
  }

  scope.defer(async () => {
    const last = thread;
    thread = undefined;
    for (const listener of [...listeners.values()]) listener.lost();
    await last?.close();
  });

  return (options) => {
    const number = screens++;
    const recorder = createRecorder(options, {
      post: (message, moved) => post({ ...message, screen: number } as ToScreens, moved),
      isPossible: () => thread !== undefined || (threads < mostThreads && !scope.closed),
      listen: (listener) => listeners.set(number, listener),
      leave: () => listeners.delete(number),
    });
    return recorder;
  };
}

interface Post {
  post(message: Body<ToScreens>, moved?: readonly ArrayBuffer[]): void;
  isPossible(): boolean;
  listen(listener: Listener): void;
  leave(): void;
}

function createRecorder(options: RecorderOptions, thread: Post): Recorder {
  const { scrollback, keptBytes = usualKeptBytes } = options;
  const replies = createEmitter<Uint8Array>();
  const open = new Map<number, { readonly about: About; readonly resolve: (value: ScreenAnswers[About]) => void }>();
  const mostLines = () => scrollback + 2 * size.rows;
  const recording = createRecording({ keptBytes, mostLines }, { write, skip });
  const { ring, pressure } = recording;
  let { size } = options;
  let colors: TerminalColors | undefined;
  let opened = false;
  let from = 0;
  /** What was asked before was answered by a screen that is gone. */
  let muted = 0;
  let questions = 0;
  let closed = false;

  function post(message: Body<ToScreens>, moved?: readonly ArrayBuffer[]): void {
    if (!opened) {
      opened = true;
      thread.post({ type: 'open', size, scrollback, from, muted });
      if (colors) thread.post({ type: 'colors', colors });
    }
    thread.post(message, moved);
  }

  function write(bytes: Uint8Array, urgent: boolean): void {
    post({ type: 'write', bytes, urgent }, [bytes.buffer as ArrayBuffer]);
  }

  function skip(to: number, summary: string): void {
    post({ type: 'skip', to, summary });
  }

  function resize(next: TerminalSize): void {
    if (next.cols === size.cols && next.rows === size.rows) return;
    if (ring.end > 0) {
      recording.catchUp(false);
      post({ type: 'resize', size: next });
    }
    size = next;
  }

  function ask<Asked extends About>(question: ScreenQuestion & { about: Asked }): Promise<ScreenAnswers[Asked]> {
    if (closed || !thread.isPossible()) return Promise.resolve(emptyAnswers(size, ring.end)[question.about]);
    if (!('tail' in question && question.tail)) recording.catchUp(true);
    return new Promise((resolve) => {
      const number = questions++;
      open.set(number, { about: question.about, resolve: resolve as (value: ScreenAnswers[About]) => void });
      post({ type: 'ask', number, question });
    });
  }

  function hear(message: FromScreens): void {
    switch (message.type) {
      case 'parsed':
        recording.parsed(message.end, message.calm);
        break;
      case 'reply':
        replies.emit(message.bytes);
        break;
      case 'answer': {
        const waiting = open.get(message.number);
        open.delete(message.number);
        waiting?.resolve(message.value);
      }
    }
  }

  function lost(): void {
    opened = false;
    muted = ring.end;
    from = recording.restart();
    answerAll();
  }

  function answerAll(): void {
    for (const { about, resolve } of open.values()) resolve(emptyAnswers(size, ring.end)[about]);
    open.clear();
  }

  thread.listen({ hear, lost });

  return {
    get start() {
      return ring.start;
    },
    get end() {
      return ring.end;
    },
    append: recording.append,
    resize,
    read: ring.read,
    snapshot({ lines }) {
      const tail = lines === undefined ? undefined : recording.tail(lines + 2 * size.rows, 'last line end');
      return ask({ about: 'snapshot', lines, tail });
    },
    text(asked) {
      const tail = recording.tail(asked.lines + 2 * size.rows, 'end');
      return ask({ about: 'text', asked, tail });
    },
    search: (asked) => ask({ about: 'search', asked }),
    marksPastes: () => ask({ about: 'marksPastes' }),
    colors(next) {
      colors = next;
      if (opened) thread.post({ type: 'colors', colors });
    },
    replies,
    pressure,
    close() {
      closed = true;
      thread.leave();
      if (opened) thread.post({ type: 'close' });
      answerAll();
    },
  };
}

/** As long as there is nobody to answer better. */
function emptyAnswers(size: TerminalSize, end: number): ScreenAnswers {
  const header = new DataView(new ArrayBuffer(4));
  header.setUint16(0, size.cols);
  header.setUint16(2, size.rows);
  return {
    snapshot: { offset: end, size, bytes: new Uint8Array(header.buffer) },
    text: { lines: [], alternate: false, cursor: { x: 0, y: 0, visible: true } },
    search: [],
    marksPastes: false,
  };
}
