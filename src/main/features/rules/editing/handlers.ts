import { unreachable } from '../../../../shared/result';
import type { DraftProblem, RuleDraft } from '../../../../shared/vocabulary';
import { implementer } from '../../../gateway';
import { parseConfig } from '../language/config';
import { checkDraft } from '../language/drafts';
import { quote } from '../quote';
import type { Rules } from '../service';
import { editRule } from '../toml/edit';
import { renderRule } from '../toml/render';
import type { Writer } from './writer';

export interface EditHandlersOptions {
  readonly rules: Pick<Rules, 'config' | 'state'>;
  readonly writer: Writer;
  readonly userHome?: string | undefined;
}

/** The part of the contract that reads config.toml as it is written, and changes it. */
export function editHandlers({ rules, writer, userHome }: EditHandlersOptions) {
  return {
    source: implementer.rules.source.handler(async ({ errors }) => {
      const source = await writer.source();
      if (!source.ok) throw errors.CANNOT_READ({ data: { reason: source.message } });
      return source.value;
    }),
    check: implementer.rules.check.handler(({ input }) => {
      const { config, state } = rules;
      return { problems: parseConfig(input.text, state.value.file, { userHome, previous: config }).problems };
    }),
    checkDraft: implementer.rules.checkDraft.handler(async ({ input }) => {
      const source = await writer.source();
      const others = source.ok ? source.value.rules : [];
      const problems = checkDraft(input.rule, rules.config.defaults);
      const taken = others.some(({ id, named }) => named && id === input.rule.id && id !== input.id);
      const replaced = others.find(({ id }) => id === input.id);
      return {
        problems: [...problems, ...(taken ? [takenId(input.rule)] : [])],
        source: sourceOf(input.rule, replaced),
      };
    }),
    change: implementer.rules.change.handler(async ({ input, errors }) => {
      const outcome = await writer.change(input);
      switch (outcome.type) {
        case 'changed':
          return outcome.changed;
        case 'no-rule':
          throw errors.NO_RULE({ data: { id: outcome.id } });
        case 'conflict': {
          const { theirs, mine, whole, version } = outcome;
          throw errors.CONFLICT({ data: { theirs, mine, whole, version } });
        }
        case 'invalid':
          throw errors.INVALID({ data: { problems: outcome.problems, text: outcome.text } });
        case 'cannot-write':
          throw errors.CANNOT_WRITE({ data: { reason: outcome.reason } });
        default:
          return unreachable(outcome);
      }
    }),
  };
}

function takenId({ id = '' }: RuleDraft): DraftProblem {
  return { path: ['id'], message: `id ${quote(id)} is taken by another rule; choose another` };
}

/** What would be written for a draft: the rule that it replaces, changed, or a new one. */
function sourceOf(draft: RuleDraft, replaced: { readonly id: string; readonly source: string } | undefined): string {
  if (!replaced) return renderRule(draft, 'rules', '\n');
  const lineEnd = replaced.source.includes('\r\n') ? '\r\n' : '\n';
  return editRule(replaced.source, { ...draft, id: draft.id ?? replaced.id }, lineEnd);
}
