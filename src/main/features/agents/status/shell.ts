import type { TerminalSignal } from '../../../../shared/vocabulary';
import { createCommandTracker } from './command';
import type { Status, StatusChange, StatusEvent, StatusTracker, StatusTrackerOptions } from './model';

type Mark = (TerminalSignal & { type: 'prompt' })['mark'];

/** A command that is over sooner is nobody's concern. */
const shownAfterMs = 700;
/** One that took longer may have been waited for. */
const longMs = 5_000;
/** Who typed so lately has seen what it did, or ended it. */
const seenMs = 3_000;
/** Without marks: it has to write for so long, and to be quiet for so long. */
const [busyMs, restMs] = [3_000, 4_000];
/** A clock writes for so long at most, until the terminal is taken to be quiet. */
const blinkMs = 1_000;
/** 128 + SIGINT, SIGTERM, SIGPIPE: ended by somebody, on purpose. */
const endedByPerson = new Set([130, 141, 143]);

/**
 * The status of a shell, by the marks of OSC 133 and 633; without them by whether it writes. It never needs input, unless
 * hooks of a coding agent that runs in it say so.
 */
export function createShellTracker(options: Omit<StatusTrackerOptions, 'kind'>): StatusTracker {
  let current: Status = options.before ?? { status: 'starting', source: 'process' };
  let hasMarks = false;
  let runningSince: number | undefined;
  let lastTypedAt = Number.NEGATIVE_INFINITY;
  let writesSince: number | undefined;
  /** It wrote more than a clock or a counter does. */
  let lastNewAt = Number.NEGATIVE_INFINITY;
  /** What runs in it has the whole screen: it waits for keys, whatever it draws. */
  let fullScreen = false;
  let nextCheckAt: number | undefined;
  /** Of a coding agent that was started in the shell and tells by hooks. */
  let inner: StatusTracker | undefined;
  let screen: readonly string[] | undefined;

  function change(status: Status, news: boolean): StatusChange | undefined {
    const isSame = status.status === current.status;
    // A prompt after what an agent told by hooks is another rest.
    const isOther =
      !isSame || status.text !== current.text || (status.source === 'hook') !== (current.source === 'hook');
    current = status;
    return isOther ? { ...status, news: news && !isSame } : undefined;
  }

  function takeMark(mark: Mark, exitCode: number | undefined, now: number): StatusChange | undefined {
    hasMarks = true;
    if (mark === 'command-started') {
      runningSince = now;
      return undefined;
    }
    if (mark === 'prompt-ended') return undefined;
    const since = runningSince;
    runningSince = undefined;
    inner = undefined;
    fullScreen = false;
    if (since === undefined) {
      // The prompt after an end says nothing more.
      return current.status === 'starting' || current.status === 'working' ? atRest(false) : undefined;
    }
    const isLong = now - since >= longMs;
    const failed = isLong && exitCode !== undefined && exitCode !== 0 && !endedByPerson.has(exitCode);
    const news = isLong && now - lastTypedAt > seenMs;
    return failed
      ? change({ status: 'failed', source: 'sequence', text: `It ended with code ${exitCode}.` }, news)
      : atRest(news);
  }

  function atRest(news: boolean): StatusChange | undefined {
    return change({ status: 'finished', source: hasMarks ? 'sequence' : 'process' }, news);
  }

  function takeSignal(signal: TerminalSignal, now: number): StatusChange | undefined {
    if (signal.type === 'prompt') return takeMark(signal.mark, signal.exitCode, now);
    if (signal.type === 'output') {
      writesSince ??= now;
    } else if (signal.type === 'settled') {
      if (writesSince === undefined || now - writesSince > blinkMs) lastNewAt = now;
      writesSince = undefined;
      if (current.status === 'starting' && !hasMarks) return atRest(false);
    }
    return undefined;
  }

  function takeScreen(lines: readonly string[], isFull: boolean, now: number): void {
    if (!screen || differAtMany(screen, lines)) lastNewAt = now;
    screen = lines;
    fullScreen = isFull;
  }

  /** What has become true as time went by. */
  function check(now: number): StatusChange | undefined {
    if (inner) return undefined;
    if (fullScreen) {
      const isPrompt = hasMarks && runningSince === undefined;
      return isPrompt || current.status === 'finished' ? undefined : atRest(false);
    }
    if (hasMarks) {
      const shows = runningSince !== undefined && now >= runningSince + shownAfterMs && current.status !== 'working';
      return shows ? change({ status: 'working', source: 'sequence' }, false) : undefined;
    }
    const busySince = writesSince === undefined ? undefined : Math.max(writesSince, lastTypedAt);
    if (busySince !== undefined && now >= busySince + busyMs && current.status === 'finished') {
      return change({ status: 'working', source: 'process' }, false);
    }
    const isOver = writesSince === undefined && current.status === 'working' && now >= lastNewAt + restMs;
    return isOver ? atRest(false) : undefined;
  }

  function checkAt(): number | undefined {
    if (current.status === 'exited') return undefined;
    if (inner) return inner.nextCheckAt;
    if (fullScreen) return undefined;
    if (hasMarks) {
      return runningSince === undefined || current.status === 'working' ? undefined : runningSince + shownAfterMs;
    }
    if (writesSince !== undefined && current.status === 'finished') return Math.max(writesSince, lastTypedAt) + busyMs;
    return writesSince === undefined && current.status === 'working' ? lastNewAt + restMs : undefined;
  }

  /** Whoever tells by hooks from within a shell is followed like an agent until the shell's next prompt. */
  function takeInner(event: StatusEvent, now: number): StatusChange | undefined {
    if (event.type === 'hook' && event.event.type === 'session-ended') {
      inner = undefined;
      return hasMarks ? undefined : atRest(false);
    }
    if (event.type === 'hook' && !inner) {
      const before: Status = { status: 'working', source: 'process' };
      inner = createCommandTracker({ ...options, tool: event.event.tool, before });
      if (screen) inner.take({ type: 'screen', lines: screen }, now);
    }
    const told = inner?.take(event, now);
    return told && change({ status: told.status, source: told.source, text: told.text }, told.news);
  }

  function takeRunning(event: StatusEvent, now: number): StatusChange | undefined {
    if (event.type === 'typed') lastTypedAt = now;
    if (event.type === 'screen') takeScreen(event.lines, event.fullScreen ?? false, now);
    const isMark = event.type === 'signal' && event.signal.type === 'prompt';
    const ofInner = isMark || (event.type !== 'hook' && !inner) ? undefined : takeInner(event, now);
    const own = event.type === 'signal' ? takeSignal(event.signal, now) : undefined;
    return own ?? check(now) ?? ofInner;
  }

  return {
    get current() {
      return current;
    },
    get nextCheckAt() {
      return nextCheckAt;
    },
    take(event, now) {
      let told: StatusChange | undefined;
      if (event.type === 'started') {
        [hasMarks, runningSince, writesSince, inner] = [false, undefined, undefined, undefined];
        [fullScreen, screen] = [false, undefined];
        told = change({ status: 'starting', source: 'process' }, false);
      } else if (event.type === 'exited') {
        inner = undefined;
        told = change({ status: 'exited', source: 'process' }, now - lastTypedAt > seenMs);
      } else if (current.status !== 'exited') {
        told = takeRunning(event, now);
      }
      nextCheckAt = checkAt();
      return told;
    },
  };
}

/** More than one line is another one: the clock of a prompt or a status line is no news. */
function differAtMany(before: readonly string[], after: readonly string[]): boolean {
  return after.filter((line, at) => line !== before[at]).length > 1 || before.length !== after.length;
}
