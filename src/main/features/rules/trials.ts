import type { DraftMatch } from '../../../shared/contract';
import type { RuleDraft, RuleVerdicts, SampleCommand } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';
import { compileRules } from './engine/compile';
import { preview } from './engine/preview';
import { verdicts } from './engine/verdicts';
import { ruleOfDraft } from './language/drafts';
import type { Rules, RulesWorld } from './service';

/** What rules would do that are not in the file. */
export interface Trials {
  test(draft: RuleDraft, sample: SampleCommand): RuleVerdicts;
  /** Which commands that started since then it would have matched; with a problem when the draft is not right yet. */
  preview(
    draft: RuleDraft,
    since: number,
  ): Promise<{ matches: DraftMatch[]; matched: number; looked: number; problem?: string }>;
}

export interface TrialsOptions {
  readonly clock: Clock;
  readonly userHome?: string | undefined;
  readonly world: Pick<RulesWorld, 'commandsSince' | 'userName'>;
  /** The rules of the file, whose defaults count for drafts as well. */
  readonly rules: Pick<Rules, 'config'>;
}

export function createTrials({ clock, userHome, world, rules }: TrialsOptions): Trials {
  const ruleOf = (draft: RuleDraft) => {
    const { defaults } = rules.config;
    return ruleOfDraft({ ...draft, enabled: true }, { id: draft.id ?? 'draft', defaults, userHome });
  };
  return {
    test(draft, sample) {
      const rule = ruleOf(draft);
      if (rule.ok) return verdicts(compileRules([rule.value]), sample, clock.nowMs());
      const command = sample.argv.join(' ');
      return { command, matches: [], rejected: [{ id: draft.id ?? 'draft', why: `not right yet: ${rule.message}` }] };
    },
    async preview(draft, since) {
      const rule = ruleOf(draft);
      if (!rule.ok) return { matches: [], matched: 0, looked: 0, problem: rule.message };
      return preview(rule.value, world.commandsSince(since), { userName: world.userName, nowMs: clock.nowMs() });
    },
  };
}
