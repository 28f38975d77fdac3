import {
  durationText,
  type MatchKind,
  type Rule,
  type RuleVerdicts,
  type SampleCommand,
} from '../../../../shared/vocabulary';
import { type Form, formsOf } from '../patterns/forms';
import { quote } from '../quote';
import { describeActiveTime, isActive } from './active-time';
import type { CompiledRule, CompiledRules } from './compile';
import { isAgent, isIn, matchIn } from './conditions';

/**
 * Which rules match a command, and in plain words why the others do not, both in the order in which rules are asked. What
 * the sample leaves open is taken to be as the rule wants it, and said. The time of the day counts, pauses do not.
 */
export function verdicts({ ordered }: CompiledRules, sample: SampleCommand, nowMs: number): RuleVerdicts {
  const forms = formsOf(sample.argv);
  const result: RuleVerdicts = { command: sample.argv.join(' '), matches: [], rejected: [] };
  /** The first rule with `stop` that matched, for each moment: a rule stops only what is asked when it acts, or later. */
  const stoppers: CompiledRule[] = [];
  for (const compiled of ordered) {
    const { rule, commands } = compiled;
    const match = matchIn(forms, commands);
    const findings = conditionsOf(compiled, sample, forms, nowMs);
    const why = rule.enabled ? (match ? firstAgainst(findings) : noPattern(rule, forms)) : 'disabled';
    const stopper = stoppers.find((earlier) => phaseOf(earlier.rule) <= phaseOf(rule));
    if (why !== undefined || !match) result.rejected.push({ id: rule.id, why: why ?? '' });
    else if (stopper) result.rejected.push({ id: rule.id, why: `rule ${quote(stopper.rule.id)} stops before it` });
    else {
      const assuming = findings.flatMap((finding) => ('assuming' in finding ? [finding.assuming] : []));
      const { form, text, at } = match;
      result.matches.push({ id: rule.id, form, text, pattern: rule.commands[at] ?? '', assuming });
      if (rule.stop) stoppers.push(compiled);
    }
  }
  return result;
}

/** When a rule acts in the life of a process: it starts, it still runs, it has ended. */
function phaseOf({ on, minDurationMs }: Rule): number {
  if (on !== 'start') return 2;
  return minDurationMs > 0 ? 1 : 0;
}

/** What a condition makes of a sample: nothing is said when it holds. */
type Finding = { readonly against: string } | { readonly assuming: string };

function firstAgainst(findings: readonly Finding[]): string | undefined {
  for (const finding of findings) if ('against' in finding) return finding.against;
  return undefined;
}

const patternWords: Record<MatchKind, string> = {
  glob: 'no glob matches',
  regex: 'no regular expression matches',
  exact: 'none of its commands is',
};

function noPattern({ match }: Rule, forms: readonly Form[]): string {
  return `${patternWords[match]} ${forms.map(({ text }) => quote(text)).join(' or ')}`;
}

function conditionsOf(compiled: CompiledRule, sample: SampleCommand, forms: readonly Form[], nowMs: number): Finding[] {
  const { rule, not, cwd, parent, agent } = compiled;
  const { exitCode, durationMs } = sample;
  const exception = matchIn(forms, not);
  return [
    ...(exception ? [{ against: `its exception ${quote(rule.not[exception.at] ?? '')} matches` }] : []),
    ...judge(rule.cwd, sample.cwd, 'it starts in', 'it does not start in', (folder) => isIn(folder, cwd)),
    ...judge(rule.user, sample.user, 'its user is', 'its user is not', (user) => rule.user.includes(user)),
    ...judge(rule.parent, sample.parent, 'its parent is', 'its parent is not', (line) =>
      Boolean(matchIn(formsOf(line.split(' ')), parent)),
    ),
    ...judge(rule.agent, sample.agent, 'it comes from', 'it does not come from', (name) => isAgent(name, agent)),
    ...judgeExit(rule, exitCode),
    ...judgeDuration(rule, durationMs),
    ...(isActive(rule, nowMs) ? [] : [{ against: `outside its active hours (${describeActiveTime(rule)})` }]),
  ];
}

function judge(
  wanted: readonly string[],
  value: string | undefined,
  yes: string,
  no: string,
  holds: (value: string) => boolean,
): Finding[] {
  if (wanted.length === 0) return [];
  if (value === undefined) return [{ assuming: `${yes} ${oneOf(wanted)}` }];
  return holds(value) ? [] : [{ against: `${no} ${oneOf(wanted)}` }];
}

function judgeExit({ on, exitCodes }: Rule, code: number | undefined): Finding[] {
  if (on === 'start') return [];
  if (on === 'failure' && code === 0) return [{ against: 'it does not fail' }];
  const codes = exitCodes.map(String);
  if (code !== undefined && codes.length > 0 && !exitCodes.includes(code)) {
    return [{ against: `it does not end with code ${oneOf(codes)}` }];
  }
  if (code !== undefined) return [];
  if (codes.length > 0) return [{ assuming: `it ends with code ${oneOf(codes)}` }];
  return on === 'failure' ? [{ assuming: 'it fails' }] : [];
}

function judgeDuration({ on, minDurationMs }: Rule, durationMs: number | undefined): Finding[] {
  if (minDurationMs === 0) return [];
  const least = durationText(minDurationMs);
  if (durationMs === undefined) {
    return [{ assuming: on === 'start' ? `it still runs after ${least}` : `it runs for at least ${least}` }];
  }
  return durationMs < minDurationMs ? [{ against: `it runs for less than ${least}` }] : [];
}

/** "a", "a or b", "a, b or c". */
function oneOf(texts: readonly string[]): string {
  const [last = ''] = texts.slice(-1);
  return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} or ${last}` : last;
}
