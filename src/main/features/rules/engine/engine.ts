import {
  type Decision,
  type Exit,
  type Fact,
  keyOf,
  type ProcessInfo,
  type ProcessKey,
  type Rule,
  shortened,
  succeeded,
} from '../../../../shared/vocabulary';
import { formsOf } from '../patterns/forms';
import { isActive } from './active-time';
import type { CompiledRule, CompiledRules } from './compile';
import { conditionsHold, matchIn, type World } from './conditions';
import { createFired, type Fired } from './fired';
import { type Hold, holdReason } from './hold';
import { createWatches, type Watch, type Watches } from './watches';

/** The usual answer, so that most facts cost no memory. */
const none: readonly Decision[] = [];

/** What rules remember: of each process which rules have matched it and which still wait, of each rule when it acted. */
export interface EngineState {
  readonly fired: Fired;
  readonly watches: Watches;
  readonly actedAt: Map<string, number>;
}

/** What a decision depends on besides the rules, what they remember, the fact and the time. */
export interface DecideContext extends World, Hold {
  /** The rules whose actions led to this process. */
  causesOf(process: ProcessInfo): readonly string[];
}

/** @param onTimed hears when there is something new to wait for: see `state.watches.nextDueMs()` */
export function createEngineState(onTimed: () => void = () => {}): EngineState {
  return { fired: createFired(), watches: createWatches(onTimed), actedAt: new Map() };
}

/**
 * What the rules make of a fact: for each rule that matches, to act or to hold back, in the order of the rules. Depends on
 * nothing but its arguments; what has to be remembered is noted in `state`, by rule ids, so that it outlasts a change of
 * the rules.
 *
 * A rule decides once per process. When a process becomes another program (exec), it is looked at again by the rules that
 * have not matched it; a rule that has matched stays with it. Rules for ends of processes, and those that want a process
 * to run for a while, match it when it starts; whether it is the hour for them, whether they are paused and the like is
 * judged when they act. With `stop` a rule keeps those after it from looking at the command line that it acts on, and
 * from acting later if they have already seen it.
 */
export function decide(
  rules: CompiledRules,
  state: EngineState,
  fact: Fact,
  nowMs: number,
  context: DecideContext,
): readonly Decision[] {
  if (fact.type === 'process.started') {
    const candidates = rules.candidates(fact.process.argv);
    return candidates.length === 0 ? none : onStart({ rules, state, nowMs, context }, fact, candidates);
  }
  if (fact.type === 'process.exited') {
    state.fired.forget(fact.key);
    const watches = state.watches.take(fact.key);
    return watches.length === 0 ? none : onExit({ rules, state, nowMs, context }, fact, watches);
  }
  return none;
}

/** What a decision depends on besides the fact. */
interface Circumstances {
  readonly rules: CompiledRules;
  readonly state: EngineState;
  readonly nowMs: number;
  readonly context: DecideContext;
}

function onStart(
  now: Circumstances,
  { process, existing }: Extract<Fact, { type: 'process.started' }>,
  candidates: readonly CompiledRule[],
): Decision[] {
  const { rules, state, nowMs, context } = now;
  const key = keyOf(process);
  const forms = formsOf(process.argv);
  let causes: readonly string[] | undefined;
  const decisions: Decision[] = [];
  for (const compiled of candidates) {
    const { rule } = compiled;
    const later = rule.on !== 'start' || rule.minDurationMs > 0;
    // What ran before we looked has started for no rule, but its end is to be seen.
    if (existing && rule.on === 'start') continue;
    if (!later && !isActive(rule, nowMs)) continue;
    const match = matchIn(forms, compiled.commands);
    if (!match || !conditionsHold(compiled, process, forms, context)) continue;
    causes ??= context.causesOf(process);
    if (causes.length > 0 && !rule.ofActions) continue;
    if (!state.fired.has(rule.id, key)) {
      state.fired.add(rule.id, key);
      const matched = { process, form: match.form, causes };
      if (later) state.watches.add(key, watchOf(rule, matched));
      else decisions.push(decisionOn(compiled, now, matched));
    }
    if (rule.stop && !later) {
      dropLater(rules, state, key, compiled.order);
      break;
    }
  }
  return decisions;
}

function onExit(
  now: Circumstances,
  { exit, endedAt }: Extract<Fact, { type: 'process.exited' }>,
  watches: readonly Watch[],
): Decision[] {
  const decisions: Decision[] = [];
  for (const [compiled, watch] of inOrder(now.rules, watches)) {
    const { rule } = compiled;
    if (rule.on === 'start' || !wantsEnd(rule, exit, endedAt - watch.process.startedAt)) continue;
    if (!isActive(rule, now.nowMs)) continue;
    decisions.push(decisionOn(compiled, now, watch, { exit, endedAt }));
    if (rule.stop) break;
  }
  return decisions;
}

/**
 * What rules do about processes that have run for as long as the rules want; to be asked at `state.watches.nextDueMs()`.
 * Each decision is to be carried out before the next is taken, so that no more actions begin than a rule allows.
 */
export function* decideDue(
  rules: CompiledRules,
  state: EngineState,
  nowMs: number,
  context: DecideContext,
): Generator<Decision, void> {
  const stopped = new Map<ProcessKey, number>();
  for (const [compiled, watch] of inOrder(rules, state.watches.takeDue(nowMs))) {
    const { rule, order } = compiled;
    const key = keyOf(watch.process);
    if (rule.on !== 'start' || !isActive(rule, nowMs) || order > (stopped.get(key) ?? order)) continue;
    if (rule.stop) {
      stopped.set(key, order);
      dropLater(rules, state, key, order);
    }
    yield decisionOn(compiled, { rules, state, nowMs, context }, watch);
  }
}

type Matched = Pick<Watch, 'process' | 'form' | 'causes'>;

function watchOf({ id, on, minDurationMs }: Rule, { process, form, causes }: Matched): Watch {
  const waitMs = on === 'start' ? minDurationMs : undefined;
  return { ruleId: id, process: shortened(process), form, causes, minDurationMs: waitMs };
}

/** Watches whose rules are still there and still match, in the order of the rules. */
function inOrder(rules: CompiledRules, watches: readonly Watch[]): [CompiledRule, Watch][] {
  const found = watches.flatMap((watch): [CompiledRule, Watch][] => {
    const compiled = rules.get(watch.ruleId);
    // It may have been changed since.
    const matches = compiled?.rule.enabled && matchIn(formsOf(watch.process.argv), compiled.commands);
    return compiled && matches ? [[compiled, watch]] : [];
  });
  return found.sort(([a], [b]) => a.order - b.order);
}

function dropLater(rules: CompiledRules, state: EngineState, key: ProcessKey, order: number): void {
  state.watches.drop(key, ({ ruleId }) => (rules.get(ruleId)?.order ?? 0) > order);
}

function wantsEnd(rule: Rule, exit: Exit, durationMs: number): boolean {
  if (durationMs < rule.minDurationMs) return false;
  if (rule.on === 'failure' && ('unknown' in exit || succeeded(exit))) return false;
  return rule.exitCodes.length === 0 || ('code' in exit && rule.exitCodes.includes(exit.code));
}

function decisionOn(
  { rule }: CompiledRule,
  { state: { actedAt }, nowMs, context }: Circumstances,
  { process, form, causes }: Matched,
  end?: { readonly exit: Exit; readonly endedAt: number },
): Decision {
  const about = { rule, process, form, causes: [...causes], ...end };
  const reason = holdReason(rule, { actedAt: actedAt.get(rule.id), nowMs, causes }, context);
  if (reason) return { type: 'rule.held', ...about, reason };
  actedAt.set(rule.id, nowMs);
  return { type: 'rule.matched', ...about };
}
