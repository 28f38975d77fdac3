import type { RuleCounts, RulesState } from '../../../shared/contract';
import {
  type Cell,
  createCell,
  createEmitter,
  type Event,
  type Observable,
  type Unsubscribe,
} from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import {
  type Decision,
  describeProblem,
  type Fact,
  type HistoryEntry,
  type HubEvent,
  type Problem,
  type ProcessInfo,
  type RuleVerdicts,
  type RunEvent,
  type SampleCommand,
  type Settings,
} from '../../../shared/vocabulary';
import type { Clock, FileContent, Files, Log } from '../../ports';
import { createCounts } from './counts';
import { type CompiledRules, compileRules, noRules } from './engine/compile';
import { createEngineState, type DecideContext, decide, decideDue } from './engine/engine';
import { verdicts } from './engine/verdicts';
import { type Config, parseConfig } from './language/config';
import { exampleConfig } from './language/example';
import { versionOf } from './version';

export type RulesEvent = Extract<HubEvent, { type: 'rules.loaded' | 'rules.rejected' }>;

/** The rules of config.toml, which follow the file while it is edited. */
export interface Rules {
  readonly state: Observable<RulesState>;
  /** What the rules did since the hub started; changes at most once a second. */
  readonly counts: Observable<RuleCounts>;
  /** What the file says beside its rules. */
  readonly settings: Observable<Settings>;
  /** What was read last, whether it was taken over or not. */
  readonly config: Config;
  /** What became of each new content of the file. The first was handled before anyone could listen: see eventOf. */
  readonly events: Event<RulesEvent>;
  /** Decisions that no fact brings about: a process has run for so long as a rule wants. */
  readonly decisions: Event<Decision>;
  /** Every fact must pass here once. */
  decide(fact: Fact): readonly Decision[];
  /** To be told what became of actions. */
  ran(event: RunEvent): void;
  /** Of all rules, or of one. False when there is no such rule. */
  setPaused(paused: boolean, id?: string): boolean;
  test(sample: SampleCommand): RuleVerdicts;
  /** Puts a new text of the file in force, as it was written there. What the file says next is compared with it. `read`: what it says, if that is known. */
  take(text: string, read?: Config): Config;
}

/** What rules ask the rest of the hub. Asked only about processes that match otherwise. */
export interface RulesWorld extends Pick<DecideContext, 'about' | 'causesOf' | 'runsOf' | 'userName'> {
  /** The processes that run now. */
  running(): Iterable<ProcessInfo>;
  /** The commands of the history that started since then, in parts. */
  commandsSince(since: number): AsyncIterable<readonly HistoryEntry[]>;
}

export interface RulesOptions {
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  /** Path of config.toml. It is created with examples if it is not there. */
  readonly file: string;
  /** What "~" stands for in the file. */
  readonly userHome?: string | undefined;
  readonly world: RulesWorld;
}

/** Timers take no more than 24 days; one that rings too early is set again. */
const longestTimerMs = 86_400_000;

/** Resolves when the rules of the file are in force, or its problems known. */
export async function createRules(options: RulesOptions, scope: Scope): Promise<Rules> {
  const { files, clock, log, file, userHome, world } = options;
  const state: Cell<RulesState> = createCell({
    ...{ file, revision: 0, version: '', loadedAt: clock.nowMs(), paused: false, pausedRules: [] },
    ...{ rules: [], problems: [] },
  });
  const events = createEmitter<RulesEvent>((error) => log.error('A listener to the rules failed', { error }));
  const decisions = createEmitter<Decision>((error) => log.error('A listener to decisions failed', { error }));
  const counts = createCounts(clock, scope);
  const engine = createEngineState(armTimer);
  let compiled: CompiledRules = noRules;
  let config: Config = parseConfig('', file);
  const settings = createCell<Settings>(config.settings);
  /** The text that was read last; undefined when the file could not be read. */
  let text: string | undefined;
  let timer: { readonly atMs: number; readonly cancel: Unsubscribe } | undefined;
  scope.defer(() => timer?.cancel());

  const context: DecideContext = {
    about: world.about,
    causesOf: world.causesOf,
    runsOf: world.runsOf,
    userName: world.userName,
    isPaused: (id) => state.value.pausedRules.includes(id),
    get paused() {
      return state.value.paused;
    },
    get depth() {
      return settings.value.limits.depth;
    },
  };

  const created = await files.createText(file, exampleConfig);
  if (!created.ok) log.warn(`${file} could not be created: ${created.message}`);
  await new Promise<void>((resolve) => {
    scope.defer(resolve);
    const onContent = (content: FileContent) => {
      if (content.ok) take(content.value);
      else miss(content);
      resolve();
    };
    files.watchText(file, onContent, scope);
  });

  return {
    ...{ state, counts: counts.published, settings, events, decisions, take, ran: counts.ran },
    get config() {
      return config;
    },
    decide(fact) {
      const decided = decide(compiled, engine, fact, clock.nowMs(), context);
      counts.add(decided);
      return decided;
    },
    setPaused(paused, id) {
      if (id === undefined) {
        if (paused !== state.value.paused) change({ paused });
        return true;
      }
      const { rules, pausedRules } = state.value;
      if (!rules.some((rule) => rule.id === id)) return false;
      const others = pausedRules.filter((other) => other !== id);
      if (paused !== pausedRules.includes(id)) change({ pausedRules: paused ? [...others, id] : others });
      return true;
    },
    test: (sample) => verdicts(compiled, sample, clock.nowMs()),
  };

  function change(part: Partial<RulesState>): void {
    state.value = { ...state.value, ...part };
  }

  function take(next: string, read?: Config): Config {
    // What was written through us is in force before the file is reported to have changed.
    if (next === text) return config;
    text = next;
    config = read ?? parseConfig(next, file, { previous: config, userHome });
    if (config.problems.length > 0) reject(config.problems, versionOf(next));
    else accept(config, versionOf(next));
    events.emit(eventOf(state.value));
    return config;
  }

  function accept({ rules, settings: read }: Config, version: string): void {
    const isFirst = state.value.revision === 0;
    compiled = compileRules(rules);
    settings.value = read;
    const pausedRules = state.value.pausedRules.filter((id) => rules.some((rule) => rule.id === id));
    const revision = state.value.revision + 1;
    change({ rules, problems: [], revision, version, pausedRules, loadedAt: clock.nowMs() });
    log.info('Rules are in force', { file, count: rules.length });
    if (!isFirst) lookAtRunning();
  }

  /** New rules for ends of commands are also for those that have already begun. */
  function lookAtRunning(): void {
    if (!compiled.ordered.some(({ rule }) => rule.enabled && rule.on !== 'start')) return;
    for (const process of world.running()) {
      decide(compiled, engine, { type: 'process.started', process, existing: true }, clock.nowMs(), context);
    }
  }

  function reject(problems: Problem[], version: string): void {
    for (const problem of problems) log.warn(describeProblem(problem));
    change({ problems, version });
  }

  function miss(failure: Exclude<FileContent, { ok: true }>): void {
    text = undefined;
    reject([{ file, line: 1, column: 1, message: absentMessage(failure) }], '');
    events.emit(eventOf(state.value));
  }

  function absentMessage({ error, message }: Exclude<FileContent, { ok: true }>): string {
    const kept = 'the rules from before stay in force';
    if (error === 'unreadable') return `the file can't be read (${message}); ${kept}. Make it readable for you`;
    if (!created.ok && state.value.revision === 0) {
      return `the file could not be created (${created.message}); write it yourself, or make its folder writable`;
    }
    return `config.toml is gone; ${kept}. Put it back, or start VibeRot again for one with examples`;
  }

  function armTimer(): void {
    const atMs = engine.watches.nextDueMs();
    if (atMs === undefined || scope.closed || (timer && timer.atMs <= atMs)) return;
    timer?.cancel();
    const waitMs = Math.min(longestTimerMs, Math.max(0, atMs - clock.nowMs()));
    timer = { atMs, cancel: clock.after(waitMs, decideLate) };
  }

  function decideLate(): void {
    timer = undefined;
    for (const decision of decideDue(compiled, engine, clock.nowMs(), context)) {
      counts.add([decision]);
      decisions.emit(decision);
    }
    armTimer();
  }
}

/** What there is to tell of the file's last content. */
export function eventOf({ file, rules, problems }: RulesState): RulesEvent {
  if (problems.length > 0) return { type: 'rules.rejected', problems };
  return { type: 'rules.loaded', count: rules.length, file };
}
