import { findOnScreen, noStatusRules, type StatusRules, type TerminalSignal } from '../../../../shared/vocabulary';
import type { HookEvent } from '../hooks';
import { type Claim, createJudge, type Quiet } from './judge';
import type { Status, StatusChange, StatusEvent, StatusTracker, StatusTrackerOptions } from './model';
import { meaningOf } from './notices';
import { createQuestions } from './questions';
import { profileRules } from './screen';
import { createTypingReader } from './typing';

/** `settled` comes so long after the last output. */
const settledMs = 300;
/** A bell so soon after a key is the answer to that key. */
const ownBellMs = 3_000;
/** A question that comes back so soon after an answer is the same one. */
const sameQuestionMs = 3_000;
/** A timer that is so late was held up by a machine that slept: its time does not count. */
const sleptMs = 60_000;

/** The status of a coding agent, or of any other command that is no shell. */
export function createCommandTracker(options: Omit<StatusTrackerOptions, 'kind'>): StatusTracker {
  const { tool } = options;
  const own = profileRules(options.rules);
  let rules = own;
  let titles: StatusRules['titles'] = [];
  /** Without rules for it, that a program writes is all that tells of its work. */
  let knowsWork = false;
  /** Nobody knows yet what its screen says. */
  let isUnknown = false;
  let title: string | undefined;
  let screen: { readonly lines: readonly string[]; readonly fullScreen: boolean } | undefined;
  /** It has the whole screen, and nothing is known of what it draws there. */
  let drawsOnly = false;
  const judge = createJudge(options.before ?? { status: 'starting', source: 'process' });
  const questions = createQuestions({ vanish: tool !== undefined });
  let typing = createTypingReader();
  let quiet: Quiet = { since: undefined, lastOutputAt: Number.NaN };
  let nextCheckAt: number | undefined;
  let lastTypedAt = Number.NEGATIVE_INFINITY;
  let answeredAt = Number.NEGATIVE_INFINITY;
  /** Something else than typing has said that it works, since it last came to rest. */
  let saidWork = options.before?.status === 'working';
  let showsWorkInTitle = false;
  let progresses = false;
  learn();

  function learn(): void {
    const known = options.known(tool);
    isUnknown = tool !== undefined && !known;
    titles = (known ?? noStatusRules).titles;
    rules = [...own, ...(known ?? noStatusRules).screen];
    knowsWork = isUnknown || rules.some(({ status }) => status === 'working');
  }

  function work(source: Status['source'], now: number): void {
    saidWork = true;
    // What a screen shows does not prove that a program which has stopped writing goes on.
    if (judge.current.status !== 'stuck' || source !== 'pattern') judge.hear({ status: 'working', source }, now);
  }

  function ask(claim: Omit<Claim, 'status'>, now: number): void {
    judge.hear({ ...claim, status: 'needs-input', isNoNews: now - answeredAt < sameQuestionMs }, now);
  }

  function end(claim: Omit<Claim, 'status'>, now: number, status: 'finished' | 'failed' = 'finished'): void {
    judge.hear({ isNoNews: !saidWork, ...claim, status }, now);
  }

  function goOn(): void {
    const { source } = judge.current;
    judge.set(drawsOnly ? { status: 'finished', source: 'process' } : { status: 'working', source }, false);
  }

  /** An editor, a pager or a monitor waits for keys, whatever it draws meanwhile, unless it said something else. */
  function rest(): void {
    const { status, source } = judge.current;
    if (source === 'process' && status !== 'finished') goOn();
  }

  function takeSignal(signal: TerminalSignal, now: number): void {
    switch (signal.type) {
      case 'output':
        quiet = { since: undefined, lastOutputAt: now };
        takeOutput(now);
        break;
      case 'settled':
        quiet = { since: now - settledMs, lastOutputAt: now - settledMs };
        break;
      case 'title':
        title = signal.title;
        takeTitle(now);
        break;
      case 'progress':
        takeProgress(signal.state, now);
        break;
      case 'notification':
        takeNotification(signal, now);
        break;
      case 'bell':
        // Tools ring for many things, and have better ways to tell which.
        if (!tool && now - lastTypedAt > ownBellMs) ask({ source: 'sequence', quietMs: 2_000 }, now);
        break;
      case 'cwd':
      case 'prompt':
    }
  }

  function takeOutput(now: number): void {
    const { status, source } = judge.current;
    const claim = { status: 'working', source: 'process', isNoNews: true } as const;
    if (status === 'stuck') goOn();
    else if (drawsOnly) rest();
    else if (knowsWork) return;
    else if (status === 'starting') judge.hear(claim, now);
    else if (source !== 'hook') judge.hear({ ...claim, delayMs: 2_000, whileWriting: true }, now);
  }

  function takeTitle(now: number): void {
    const shown = title;
    const status = shown === undefined ? undefined : titles.find(({ matches }) => matches(shown))?.status;
    if (status === 'working') {
      showsWorkInTitle = true;
      work('sequence', now);
    } else if (status === 'needs-input') {
      ask({ source: 'sequence' }, now);
    } else if (status === 'finished' && showsWorkInTitle) {
      // A version that never shows work in its title shows no rest there, either.
      end({ source: 'sequence', delayMs: 1_500 }, now);
    }
  }

  function takeProgress(state: (TerminalSignal & { type: 'progress' })['state'], now: number): void {
    if (state === 'running' || state === 'indeterminate') {
      progresses = true;
      work('sequence', now);
    } else if (state === 'error') {
      end({ source: 'sequence', quietMs: 1_500 }, now, 'failed');
    } else if (state === 'none' && progresses) {
      progresses = false;
      end({ source: 'sequence', delayMs: 1_500 }, now);
    }
  }

  function takeNotification({ title, body }: TerminalSignal & { type: 'notification' }, now: number): void {
    const claim = { source: 'sequence', text: body } as const;
    if (meaningOf(`${title ?? ''} ${body}`) === 'needs-input') ask(claim, now);
    else end({ ...claim, delayMs: 500, isNoNews: false }, now);
  }

  function takeScreen(now: number): void {
    if (!screen || isUnknown) return;
    const { lines, fullScreen } = screen;
    const drewOnly = drawsOnly;
    drawsOnly = fullScreen && rules.length === 0 && !tool;
    if (drawsOnly || (drewOnly && quiet.since === undefined)) takeOutput(now);
    if (drawsOnly) return;
    const found = findOnScreen(rules, lines);
    const isQuiet = quiet.since !== undefined;
    const question = questions.see(found, now);
    if (judge.current.status === 'needs-input' && questions.isGone) goOn();
    const ended = found.find(({ status }) => status === 'failed' || status === 'finished')?.status;
    if (question.isThere && isQuiet) ask({ source: 'pattern', quietMs: 800 }, now);
    else if (question.isSteady) ask({ source: 'pattern' }, now);
    else if (found.some(({ status }) => status === 'working')) work('pattern', now);
    else if (ended === 'failed' || ended === 'finished') end({ source: 'pattern', quietMs: 500 }, now, ended);
    else if (tool && isQuiet) {
      end({ source: 'pattern', quietMs: judge.current.status === 'starting' ? 500 : 2_000 }, now);
    }
  }

  function takeHook({ type, text }: HookEvent, now: number): void {
    const { status } = judge.current;
    switch (type) {
      case 'session-started':
        if (status === 'starting') end({ source: 'hook', isNoNews: true }, now);
        break;
      case 'prompted':
        work('hook', now);
        break;
      case 'may-ask':
        ask({ source: 'hook', text, quietMs: 1_000 }, now);
        break;
      case 'asks':
        ask({ source: 'hook', text }, now);
        break;
      case 'rests':
        if (status !== 'needs-input') end({ source: 'hook', isNoNews: true }, now);
        break;
      case 'finished':
        // A prompt that waited in line comes right after the end of a turn.
        end({ source: 'hook', text, delayMs: 700, isNoNews: false }, now);
        break;
      case 'failed':
        end({ source: 'hook', text, isNoNews: false }, now, 'failed');
        break;
      case 'session-ended':
    }
  }

  function takeTyped(text: string, now: number): void {
    lastTypedAt = now;
    const { answers, submits } = typing(text);
    const { status } = judge.current;
    if (status === 'needs-input' && answers) {
      answeredAt = now;
      questions.answer();
      goOn();
    } else if (submits && !drawsOnly && (status === 'finished' || status === 'failed')) {
      saidWork = false;
      goOn();
    }
  }

  function start(now: number): void {
    typing = createTypingReader();
    questions.forget();
    [saidWork, showsWorkInTitle, progresses, drawsOnly] = [false, false, false, false];
    [title, screen] = [undefined, undefined];
    quiet = { since: undefined, lastOutputAt: now };
    judge.set({ status: 'starting', source: 'process' }, false);
  }

  function takeRunning(event: Exclude<StatusEvent, { type: 'started' | 'exited' }>, now: number): void {
    // An agent that ran before is taken to have been quiet from now on, until it is heard.
    if (Number.isNaN(quiet.lastOutputAt)) quiet = { since: now, lastOutputAt: now };
    if (event.type === 'signal') takeSignal(event.signal, now);
    else if (event.type === 'screen') {
      screen = { lines: event.lines, fullScreen: event.fullScreen ?? false };
      takeScreen(now);
    } else if (event.type === 'rules') {
      learn();
      takeTitle(now);
      takeScreen(now);
    } else if (event.type === 'hook') takeHook(event.event, now);
    else if (event.type === 'typed') takeTyped(event.text, now);
    else if (nextCheckAt !== undefined && now - nextCheckAt > sleptMs) quiet = { ...quiet, lastOutputAt: now };
    judge.check(quiet, now);
    if (now >= stuckAt()) judge.set({ status: 'stuck', source: judge.current.source }, true);
    const { status } = judge.current;
    if (status === 'finished' || status === 'failed') saidWork = false;
    nextCheckAt = Math.min(stuckAt(), judge.dueAt(quiet) ?? Number.POSITIVE_INFINITY);
  }

  function stuckAt(): number {
    const mayBe = judge.current.status === 'working' && quiet.since !== undefined && options.stuckAfterMs > 0;
    return mayBe ? quiet.lastOutputAt + options.stuckAfterMs : Number.POSITIVE_INFINITY;
  }

  return {
    get current() {
      return judge.current;
    },
    get nextCheckAt() {
      return Number.isFinite(nextCheckAt) ? nextCheckAt : undefined;
    },
    take(event, now) {
      const before = judge.current;
      if (event.type === 'started') start(now);
      else if (event.type === 'exited') judge.set({ status: 'exited', source: 'process' }, true);
      else if (before.status !== 'exited') takeRunning(event, now);
      if (judge.current.status === 'exited') nextCheckAt = undefined;
      return changeOf(before, judge.current, judge.isNews);
    },
  };
}

/** A better source for the same status is no change; another text is one, but no news. */
function changeOf(before: Status, now: Status, isNews: boolean): StatusChange | undefined {
  if (before.status === now.status && before.text === now.text) return undefined;
  return { ...now, news: isNews && before.status !== now.status };
}
