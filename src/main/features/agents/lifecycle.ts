import type { Unsubscribe } from '../../../shared/event';
import { fail, ok, type Result } from '../../../shared/result';
import type { Scope } from '../../../shared/scope';
import { type Agent, isAlive, type Profile, type TerminalSize } from '../../../shared/vocabulary';
import type { Clock, Log, TerminalHosts, TerminalRequest } from '../../ports';
import type { AgentPolicy } from './policy';
import type { Profiles } from './profiles';
import { type AgentRecord, terminalId } from './record';
import type { Registry } from './registry';
import type { RunEnd, Runs } from './runs';

/** Of a terminal that nobody looks at yet. */
const usualSize: TerminalSize = { cols: 120, rows: 30 };
/** The end of a process is told within moments of its kill. */
const patienceMs = 5_000;
/** Whatever is asked for: what ends at once must not keep the machine busy. */
const leastPauseMs = 100;

export interface StartOptions {
  readonly size?: TerminalSize | undefined;
  /** Typed once the program is ready. */
  readonly prompt?: string | undefined;
  /** The tool takes up its session, if it has one and can. */
  readonly resume?: boolean | undefined;
}

/**
 * Starts and ends what agents run, and starts it again by itself where that is wanted. Of one agent it does one thing
 * after the other: what is only being started can't be ended yet.
 */
export interface Lifecycle {
  /** Gives an agent a new terminal. What runs is ended first. */
  start(id: string, options: StartOptions): Promise<Result<Agent, 'cannot-start'>>;
  /** Resolves when no process is left. */
  kill(id: string): Promise<void>;
  /** It does not start again by itself. */
  leave(id: string): void;
}

export interface LifecycleOptions {
  readonly hosts: TerminalHosts;
  readonly registry: Registry;
  readonly runs: Runs;
  readonly profiles: Profiles;
  readonly policy: Pick<AgentPolicy, 'sequel'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly scrollback: () => number;
  /** The whole environment of an agent's process. */
  readonly environment: (record: AgentRecord, profile: Profile) => Promise<Readonly<Record<string, string>>>;
  readonly transcript: (id: string) => string;
}

export function createLifecycle(options: LifecycleOptions, scope: Scope): Lifecycle {
  const { hosts, registry, runs, profiles, policy, clock, log, scrollback, environment, transcript } = options;
  /** What the sequels so far had to remember. */
  const memories = new Map<string, unknown>();
  /** Whose sequel is being asked for. */
  const deciding = new Map<string, RunEnd>();
  const planned = new Map<string, Unsubscribe>();

  const turns = new Map<string, Promise<unknown>>();

  function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const done = (turns.get(id) ?? Promise.resolve()).then(work, work);
    turns.set(id, done);
    const forget = () => void (turns.get(id) === done && turns.delete(id));
    done.then(forget, forget);
    return done;
  }

  async function start(id: string, asked: StartOptions): Promise<Result<Agent, 'cannot-start'>> {
    const running = registry.get(id)?.agent;
    if (running && isAlive(running)) await end(id);
    const record = registry.get(id);
    if (!record) return fail('cannot-start', 'It was removed.');
    if (scope.closed) return fail('cannot-start', 'VibeRot is about to end.');
    const { agent } = record;
    const profile = profiles.of(agent);
    const terminal = terminalId(id, registry.countRun(id));
    const env = await environment(record, profile);
    registry.change(id, fresh({ terminal, cwd: record.folder, at: clock.nowMs() }));
    const run = runs.begin(registry.get(id)?.agent ?? agent, terminal);
    const opened = await hosts.open(requestOf(record, { terminal, env, asked }));
    if (!opened.ok) {
      runs.cancel(terminal);
      registry.change(id, runOf(agent));
      return opened;
    }
    runs.opened(opened.value);
    log.info('An agent started', { id, name: agent.name, pid: opened.value.pid });
    if (asked.prompt !== undefined) run.typeWhenReady(asked.prompt);
    if (agent.terminal !== undefined) void hosts.remove(agent.terminal);
    return ok(registry.get(id)?.agent ?? agent);
  }

  function requestOf(
    { agent, folder }: AgentRecord,
    { terminal, env, asked }: { terminal: string; env: Readonly<Record<string, string>>; asked: StartOptions },
  ): TerminalRequest {
    const profile = profiles.of(agent);
    const [file = '', ...args] = commandOf(agent, profile, asked.resume === true);
    return {
      ...{ id: terminal, file, args, cwd: folder, env, size: asked.size ?? usualSize, scrollback: scrollback() },
      ...(profile.transcript ? { transcript: transcript(agent.id) } : {}),
    };
  }

  async function end(id: string): Promise<void> {
    leave(id);
    const agent = registry.get(id)?.agent;
    if (!agent || !isAlive(agent) || agent.terminal === undefined) return;
    runs.expectEnd(agent.terminal);
    await hosts.kill(agent.terminal);
    await untilEnded(id);
  }

  function untilEnded(id: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        const agent = registry.get(id)?.agent;
        if (agent && isAlive(agent)) return;
        stop();
        cancel();
        resolve();
      };
      const stop = registry.agents.on(look);
      const cancel = clock.after(patienceMs, () => {
        stop();
        resolve();
      });
      look();
    });
  }

  function leave(id: string): void {
    memories.delete(id);
    deciding.delete(id);
    planned.get(id)?.();
    planned.delete(id);
  }

  function goOn(end: RunEnd): void {
    const { agent, exit, byItself } = end;
    log.info('An agent ended', { id: agent.id, name: agent.name, exit });
    // Nobody knows how it ended when its terminal host was lost, as after a start of the machine.
    if (byItself && !agent.lost && !scope.closed) void carryOn(end);
  }

  async function carryOn(end: RunEnd): Promise<void> {
    const { agent, exit, ranMs } = end;
    const { id } = agent;
    deciding.set(id, end);
    const { againAfterMs, text, memory } = await policy.sequel({ agent, exit, ranMs, memory: memories.get(id) });
    // Somebody else has started, ended or removed it meanwhile.
    if (scope.closed || deciding.get(id) !== end) return;
    leave(id);
    if (text !== undefined) registry.change(id, { statusText: text });
    if (againAfterMs === undefined) return;
    memories.set(id, memory);
    planned.set(
      id,
      clock.after(Math.max(leastPauseMs, againAfterMs), () => void startAgain(id)),
    );
  }

  async function startAgain(id: string): Promise<void> {
    planned.delete(id);
    const record = registry.get(id);
    if (!record || isAlive(record.agent)) return;
    registry.change(id, { restarts: record.agent.restarts + 1 });
    const started = await inTurn(id, () => start(id, { resume: true }));
    if (!started.ok) registry.change(id, { statusText: `Not started again: ${started.message}` });
  }

  scope.defer(runs.ended.on(goOn));
  scope.defer(() => {
    for (const cancel of planned.values()) cancel();
  });
  return {
    start(id, asked) {
      leave(id);
      return inTurn(id, () => start(id, asked));
    },
    kill(id) {
      leave(id);
      return inTurn(id, () => end(id));
    },
    leave,
  };
}

/** What of an agent is that of its run, as a new one begins. */
function fresh({ terminal, cwd, at }: { terminal: string; cwd: string; at: number }): Partial<Agent> {
  return {
    ...{ terminal, cwd, startedAt: at, status: 'starting', statusSource: 'process', statusAt: at, unseen: false },
    ...{ pid: undefined, statusText: undefined, title: undefined, lastLine: undefined, lastOutputAt: undefined },
    ...{ progress: undefined, exit: undefined, lost: false },
  };
}

/** The same of a run that there was. */
function runOf(agent: Agent): Partial<Agent> {
  const { terminal, cwd, startedAt, status, statusSource, statusAt, unseen, lost } = agent;
  const { pid, statusText, title, lastLine, lastOutputAt, progress, exit } = agent;
  return {
    ...{ terminal, cwd, startedAt, status, statusSource, statusAt, unseen, lost },
    ...{ pid, statusText, title, lastLine, lastOutputAt, progress, exit },
  };
}

function commandOf({ command, resumeId }: Agent, { resume }: Profile, resumed: boolean): readonly string[] {
  if (!resumed || resumeId === undefined || !resume) return command;
  return [command[0] ?? '', ...resume.map((argument) => argument.replaceAll('{id}', resumeId))];
}
