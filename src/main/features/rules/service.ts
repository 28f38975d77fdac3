import type { RulesState } from '../../../shared/contract';
import { type Cell, createCell, createEmitter, type Event, type Observable } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import {
  type Decision,
  describeProblem,
  type Fact,
  type HubEvent,
  keyOf,
  type Problem,
  type Rule,
  type RuleVerdicts,
} from '../../../shared/vocabulary';
import type { Clock, FileContent, Files, Log } from '../../ports';
import { parseConfig } from './config';
import { createCounts } from './counts';
import { type CompiledRules, compileRules, type DecideContext, decide, verdicts } from './engine';
import { exampleConfig } from './example';
import { createFired } from './fired';

export type RulesEvent = Extract<HubEvent, { type: 'rules.loaded' | 'rules.rejected' }>;

/** The rules of config.toml, which follow the file while it is edited. */
export interface Rules {
  readonly state: Observable<RulesState>;
  /** What became of each new content of the file. The first was handled before anyone could listen: see eventOf. */
  readonly events: Event<RulesEvent>;
  /** Every fact must pass here once. `ofAction`: the process was started by an action, so no rule may fire on it. */
  decide(fact: Fact, context: Pick<DecideContext, 'isRunning' | 'hasRoom'> & { ofAction: boolean }): Decision[];
  setPaused(paused: boolean): void;
  test(argv: readonly string[]): RuleVerdicts;
}

export interface RulesOptions {
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  /** Path of config.toml. It is created with examples if it is not there. */
  readonly file: string;
}

/** Resolves when the rules of the file are in force, or its problems known. */
export async function createRules({ files, clock, log, file }: RulesOptions, scope: Scope): Promise<Rules> {
  const state: Cell<RulesState> = createCell({
    ...{ file, revision: 0, loadedAt: clock.nowMs(), paused: false },
    ...{ rules: [], problems: [], counts: {} },
  });
  const events = createEmitter<RulesEvent>((error) => log.error('A listener to the rules failed', { error }));
  const counts = createCounts(clock, (counts) => change({ counts }), scope);
  const fired = createFired();
  let compiled: CompiledRules = [];

  const created = await files.createText(file, exampleConfig);
  if (!created.ok) log.warn(`${file} could not be created: ${created.message}`);
  await new Promise<void>((resolve) => {
    scope.defer(resolve);
    const onContent = (content: FileContent) => {
      take(content);
      resolve();
    };
    files.watchText(file, onContent, scope);
  });

  return {
    state,
    events,
    decide(fact, { ofAction, isRunning, hasRoom }) {
      if (fact.type === 'process.exited') fired.forget(fact.key);
      if (ofAction) return [];
      const decisions = decide(compiled, fact, { paused: state.value.paused, isRunning, hasRoom, hasFired: fired.has });
      for (const { rule, process } of decisions) fired.add(rule.id, keyOf(process));
      counts.add(decisions);
      return decisions;
    },
    setPaused(paused) {
      if (paused !== state.value.paused) change({ paused });
    },
    test: (argv) => verdicts(compiled, argv),
  };

  function change(part: Partial<RulesState>): void {
    state.value = { ...state.value, ...part };
  }

  function take(content: FileContent): void {
    const { rules, problems } = content.ok
      ? parseConfig(content.value, file)
      : { rules: [], problems: [absent(content)] };
    if (problems.length > 0) reject(problems);
    else accept(rules);
    events.emit(eventOf(state.value));
  }

  function accept(rules: Rule[]): void {
    compiled = compileRules(rules);
    change({ rules, problems: [], revision: state.value.revision + 1, loadedAt: clock.nowMs() });
    log.info('Rules are in force', { file, count: rules.length });
  }

  function reject(problems: Problem[]): void {
    for (const problem of problems) log.warn(describeProblem(problem));
    change({ problems });
  }

  function absent(failure: Exclude<FileContent, { ok: true }>): Problem {
    return { file, line: 1, column: 1, message: absentMessage(failure) };
  }

  function absentMessage({ error, message }: Exclude<FileContent, { ok: true }>): string {
    const kept = 'the rules from before stay in force';
    if (error === 'unreadable') return `the file can't be read (${message}); ${kept}. Make it readable for you`;
    if (!created.ok && state.value.revision === 0) {
      return `the file could not be created (${created.message}); write it yourself, or make its folder writable`;
    }
    return `config.toml is gone; ${kept}. Put it back, or start VibeRot again for one with examples`;
  }
}

/** What there is to tell of the file's last content. */
export function eventOf({ file, rules, problems }: RulesState): RulesEvent {
  if (problems.length > 0) return { type: 'rules.rejected', problems };
  return { type: 'rules.loaded', count: rules.length, file };
}
