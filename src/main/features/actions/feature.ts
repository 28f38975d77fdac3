import { createCell, type Event, type Observable } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import {
  type Action,
  type Fact,
  type HubStatus,
  keyOf,
  type Overlay,
  type ProcessInfo,
  type ProcessKey,
  type Rule,
  type RunEvent,
  type RunOutput,
  type Settings,
  shortened,
  wentWrong,
} from '../../../shared/vocabulary';
import type {
  AgentStarter,
  Clock,
  Environments,
  Files,
  Guard,
  Http,
  Log,
  LuaActions,
  Notifier,
  Processes,
} from '../../ports';
import { createBags } from './bags';
import { inheritedCauses } from './causes';
import type { Grace } from './ending';
import { createLineage } from './lineage';
import type { Ending, Match, Occasion } from './occasion';
import { createRunners } from './runners';
import { createRuns } from './runs';
import { momentsOf, waitsForEnd } from './traits';
import { createInventor, type Trial } from './trials';

export interface ActionsOptions {
  readonly processes: Processes;
  readonly environments: Environments;
  readonly clock: Clock;
  readonly log: Log;
  readonly guard: Guard;
  readonly files: Pick<Files, 'appendLine'>;
  readonly http: Http;
  readonly notifier: Notifier;
  readonly agents: AgentStarter;
  readonly lua: LuaActions;
  readonly settings: Observable<Settings>;
  /** VibeRot's own folder. */
  readonly home: string;
  /** The app's own example actions, and its sounds. */
  readonly bundledActions: string;
  readonly bundledSounds: string;
  /** The app's version, for the other side of a webhook. */
  readonly version: string;
  /** The coding agent that a process comes from. */
  readonly agentOf: (process: ProcessKey) => string | undefined;
  /** How much time programs have to end after the process that they watch. */
  readonly grace?: Grace;
  /** The first pause before a webhook is tried again. */
  readonly retryAfterMs?: number;
}

/** Does what rules ask for, and ends it with the process that it was done for. */
export interface Actions {
  readonly events: Event<RunEvent>;
  readonly counts: Observable<HubStatus['runs']>;
  /** What actions show on the screen, oldest first. */
  readonly overlays: Observable<Overlay[]>;
  closeOverlay(id: string): void;
  /** Does the actions of a rule. What comes of it is told by `events` and the log. */
  run(match: Match): void;
  /** To be told every fact, before rules are asked about it. `causes`: the rules whose actions led to the process. */
  observe(fact: Fact): { readonly causes: readonly string[] };
  /**
   * The same for a process that a rule is about to match. When nothing else ties it to an action, its environment may;
   * that is read from the system.
   */
  causesOf(process: ProcessInfo): readonly string[];
  /** How many matches of a rule have an action under way or waiting. */
  runsOf(ruleId: string): number;
  /** What a run printed, or an answer that it got: while it goes on, and of the last that have ended. */
  output(run: string): RunOutput | undefined;
  /** Does an action for a made-up command. Resolves when it has ended. */
  tryAction(action: Action, trial: Trial): Promise<RunOutput>;
  /** The same with all actions of a rule: for a command that starts, or that has ended when the rule waits for that. */
  tryRule(rule: Rule, trial: Trial): Promise<RunOutput[]>;
}

const usualGrace: Grace = { termAfterMs: 5_000, killAfterMs: 2_000 };
/** When the hub itself ends. */
const shortGrace: Grace = { termAfterMs: 1_000, killAfterMs: 1_000 };

/** Actions end with the scope; it is closed when none is left. */
export function createActions(options: ActionsOptions, scope: Scope): Actions {
  const { processes, environments, clock, log, guard, settings, home, agentOf } = options;
  const overlays = createCell<Overlay[]>([]);
  const lineage = createLineage();
  /** What is to be done when a command has ended. */
  const endings = createBags<ProcessKey, (ending: Ending) => void>();
  const matchesOf = new Map<string, number>();
  const invent = createInventor();

  const perform = createRunners({
    ...{ ...options, env: processes.env, overlays },
    grace: () => (scope.closed ? shortGrace : (options.grace ?? usualGrace)),
    groups: {
      add(pgid, causes) {
        lineage.addRoot(pgid, causes);
        guard.watchGroup(pgid);
      },
      follow: lineage.addRoot,
      remove(pgid) {
        lineage.removeRoot(pgid, clock.nowMs());
        guard.forgetGroup(pgid);
      },
    },
  });
  const runs = createRuns({ clock, log, settings, perform }, scope);

  /** Does an action at its moments. Resolves when it was done at all of them. */
  async function act(action: Action, occasion: Occasion, begin = runs.begin): Promise<RunOutput> {
    const moments = momentsOf(action);
    const whenEnded = (act: (ending: Ending) => void) => endings.add(keyOf(occasion.process), act);
    if (!occasion.exit && waitsForEnd(action)) return begin(action, { ...occasion, ending: new Promise(whenEnded) });
    if (occasion.exit || moments === 'start') return begin(action, occasion);
    const atEnd = new Promise<RunOutput>((resolve) => {
      // It may be long until then, so no more is kept than is shown.
      const kept = { ...occasion, process: shortened(occasion.process) };
      whenEnded((ending) => resolve(begin(action, { ...kept, ...ending })));
    });
    return moments === 'end' ? atEnd : joined(await begin(action, occasion), await atEnd);
  }

  /** Counts a match of a rule as long as one of its actions waits or is under way. */
  function counting(ruleId: string): typeof runs.begin {
    let underWay = 0;
    const change = (by: number) => {
      const count = (matchesOf.get(ruleId) ?? 0) + by;
      if (count > 0) matchesOf.set(ruleId, count);
      else matchesOf.delete(ruleId);
    };
    return async (action, occasion) => {
      if (underWay++ === 0) change(1);
      const output = await runs.begin(action, occasion);
      if (--underWay === 0) change(-1);
      return output;
    };
  }

  function commandEnded(process: ProcessKey, ending: Ending): void {
    runs.commandEnded(process);
    for (const act of endings.take(process)) act(ending);
  }

  async function tryAll(actions: readonly Action[], rule: Occasion['rule'], trial: Trial): Promise<RunOutput[]> {
    const { command, lastsMs, signal } = trial;
    const started = { rule, causes: [], agent: command.agent, trial: true };
    if (rule.on !== 'start') {
      const durationMs = command.durationMs ?? lastsMs;
      const process = invent(command, clock.nowMs() - durationMs);
      const exit = { code: command.exitCode ?? (rule.on === 'failure' ? 1 : 0) };
      const occasion = { ...started, process, exit, endedAt: clock.nowMs() };
      return Promise.all(actions.map((action) => act(action, occasion)));
    }
    const process = invent(command, clock.nowMs());
    const end = () => commandEnded(keyOf(process), { exit: { code: command.exitCode ?? 0 }, endedAt: clock.nowMs() });
    const cancel = clock.after(lastsMs, end);
    signal?.addEventListener('abort', end, { once: true });
    const outputs = await Promise.all(actions.map((action) => act(action, { ...started, process })));
    cancel();
    signal?.removeEventListener('abort', end);
    // What a program left in the background ends with the command.
    end();
    return outputs;
  }

  return {
    ...{ overlays, events: runs.events, counts: runs.counts, output: runs.output, closeOverlay: runs.closeRun },
    run(match) {
      if (scope.closed) return;
      const { rule, process, exit, endedAt, causes } = match;
      const occasion = { rule, process, exit, endedAt, causes, agent: agentOf(keyOf(process)), trial: false };
      const begin = counting(rule.id);
      for (const action of rule.actions) void act(action, occasion, begin);
    },
    observe(fact) {
      const causes = lineage.observe(fact, clock.nowMs());
      if (fact.type === 'process.exited') commandEnded(fact.key, fact);
      return { causes };
    },
    causesOf(process) {
      const known = lineage.causesOf(keyOf(process));
      if (known.length > 0) return known;
      const causes = inheritedCauses(process, environments, home);
      if (causes.length > 0) lineage.adopt(process, causes);
      return causes;
    },
    runsOf: (ruleId) => matchesOf.get(ruleId) ?? 0,
    async tryAction(action, trial) {
      const [output] = await tryAll([action], { id: 'trial', line: 0, on: 'start' }, trial);
      if (!output) throw new Error('One action has one output');
      return output;
    },
    tryRule: (rule, trial) => tryAll(rule.actions, rule, trial),
  };
}

/** What was done twice, as one: with the run that went wrong, or the last. */
function joined(first: RunOutput, second: RunOutput): RunOutput {
  const run = wentWrong(first.run) ? first.run : second.run;
  return { run, text: first.text + second.text, cut: first.cut || second.cut };
}
