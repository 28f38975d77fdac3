import type { Unsubscribe } from '../../../shared/event';
import { unreachable } from '../../../shared/result';
import { type Agent, type Profile, shellProfile, type TerminalSignal } from '../../../shared/vocabulary';
import type { Clock, TerminalHosts } from '../../ports';
import type { HookEvent } from './hooks';
import { lastLineOf } from './last-line';
import { newLines } from './new-lines';
import type { AgentPolicy } from './policy';
import type { Registry } from './registry';
import { createScreenWatch } from './screen-watch';
import { createStatusTracker, fillsScreen, type StatusChange, type StatusEvent } from './status';
import { createTypist, type Typist } from './typist';

/** A process of an agent in a terminal, from its start or its adoption to its end. */
export interface Run {
  readonly agent: string;
  signal(signal: TerminalSignal): void;
  /** What a hook of the agent's tool told. */
  hook(event: HookEvent): void;
  /** A person has typed. */
  typed(text: string): void;
  /** In a person's place. */
  type: Typist['type'];
  /** The same, with Enter, once the program is ready. */
  typeWhenReady: Typist['typeWhenReady'];
  close(): void;
}

export interface RunOptions {
  readonly hosts: TerminalHosts;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly policy: Pick<AgentPolicy, 'rules' | 'lines'>;
  readonly statusChanged: (id: string, change: StatusChange) => void;
}

export interface RunRequest {
  readonly agent: Agent;
  readonly terminal: string;
  readonly profile: Profile;
  /** It ran before this hub: what it shows is looked at once. */
  readonly adopted: boolean;
}

/** The rows that are looked at for a status. */
const screenLines = 60;
/** Where somebody wants to know what is written, so many are: more may be written between two readings. */
const listenedLines = 400;
const longestLine = 2_000;
const readyAfterMs = 2_000;
/** Coding agents write when they are ready, but may take long until then. */
const toolReadyAfterMs = 15_000;
/** Between two readings of a screen that is written to all the time: for a status, and for the last line only. */
const readEachMs = 2_000;
const glanceEachMs = 32_000;

export function createRun({ agent, terminal, profile, adopted }: RunRequest, options: RunOptions): Run {
  const { hosts, clock, registry, policy, statusChanged } = options;
  const { id, status, statusSource: source, statusText: text } = agent;
  const note = (change: Partial<Agent>) => registry.change(id, change, { fleeting: true });
  const names = [profile.id, ...(profile.tool ? [profile.tool] : [])];
  const isListenedTo = () => policy.lines.want([id, ...names]);
  const tracker = createStatusTracker({
    known: (tool) => policy.rules.of([...new Set([profile.id, ...(tool ? [tool] : [])])]),
    ...{ kind: profile.id === shellProfile ? 'shell' : 'command', tool: profile.tool, rules: profile.statusRules },
    ...{ stuckAfterMs: profile.stuckAfterMs, before: adopted ? { status, source, text } : undefined },
  });
  const typist = createTypist({
    ...{ clock, readyAfterMs: profile.tool ? toolReadyAfterMs : readyAfterMs },
    write: (bytes) => void hosts.write(terminal, bytes),
    marksPastes: () => hosts.marksPastes(terminal),
  });
  const hasPatterns = () =>
    profile.statusRules.length > 0 ||
    profile.tool !== undefined ||
    policy.rules.of(names)?.screen.length ||
    isListenedTo();
  const watch = createScreenWatch({
    ...{ clock, read, pauseMs: readEachMs, longestPauseMs: () => (hasPatterns() ? readEachMs : glanceEachMs) },
  });
  let cancelTick: Unsubscribe = () => {};
  /** What stood there at the last reading, of so many lines. What an agent of before wrote until now is old. */
  let stood: { readonly lines: readonly string[]; readonly of: number } | undefined = adopted
    ? undefined
    : { lines: [], of: listenedLines };

  function tell(event: StatusEvent): void {
    const change = tracker.take(event, clock.nowMs());
    const at = tracker.nextCheckAt;
    cancelTick();
    cancelTick =
      at === undefined ? () => {} : clock.after(Math.max(0, at - clock.nowMs()), () => tell({ type: 'tick' }));
    if (change) statusChanged(id, change);
  }

  async function read(): Promise<void> {
    const wanted = isListenedTo() ? listenedLines : screenLines;
    const screen = await hosts.screen(terminal, { lines: wanted, unwrap: true });
    if (!screen.ok) return;
    // A line may be as long as the whole scrollback.
    const all = screen.value.lines.map((line) => line.slice(0, longestLine));
    listen(all, wanted);
    const lines = all.slice(-screenLines);
    const lastLine = lastLineOf(lines, profile.tool !== undefined);
    if (lastLine !== registry.get(id)?.agent.lastLine) note({ lastLine });
    const rows = hosts.terminals.value.find(({ id }) => id === terminal)?.rows ?? lines.length;
    tell({ type: 'screen', lines, fullScreen: fillsScreen(screen.value, rows) });
  }

  function listen(lines: readonly string[], of: number): void {
    const agent = isListenedTo() && registry.get(id)?.agent;
    if (agent && stood) policy.lines.take(agent, [id, ...names], newLines(stood.lines, lines.slice(-stood.of)));
    stood = { lines, of };
  }

  function observe(signal: TerminalSignal): void {
    switch (signal.type) {
      case 'output':
        note({ lastOutputAt: clock.nowMs() });
        typist.wrote();
        watch.wrote();
        break;
      case 'settled':
        note({ lastOutputAt: clock.nowMs() });
        typist.settled();
        watch.settled();
        break;
      case 'title':
        note({ title: signal.title === '' ? undefined : signal.title });
        break;
      case 'cwd':
        note({ cwd: signal.cwd });
        break;
      case 'progress':
        note({ progress: signal.state === 'none' ? undefined : signal.percent });
        break;
      case 'bell':
      case 'notification':
      case 'prompt':
        break;
      default:
        unreachable(signal);
    }
  }

  if (adopted) watch.settled();
  else tell({ type: 'started' });
  const forget = policy.rules.changed.on(() => tell({ type: 'rules' }));

  return {
    agent: id,
    signal(signal) {
      observe(signal);
      tell({ type: 'signal', signal });
    },
    hook(event) {
      if (event.session !== undefined && event.session !== registry.get(id)?.agent.resumeId)
        registry.change(id, { resumeId: event.session });
      tell({ type: 'hook', event });
    },
    typed: (text) => tell({ type: 'typed', text }),
    type(typed, how) {
      const result = typist.type(typed, how);
      if (result.ok) tell({ type: 'typed', text: how.enter ? `${typed}\r` : typed });
      return result;
    },
    typeWhenReady: typist.typeWhenReady,
    close() {
      forget();
      cancelTick();
      typist.close();
      watch.close();
    },
  };
}
