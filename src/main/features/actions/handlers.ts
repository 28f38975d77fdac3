import type { Result } from '../../../shared/result';
import type { Action, ActionDraft, DraftProblem, Rule } from '../../../shared/vocabulary';
import { implementer } from '../../gateway';
import type { Actions } from './feature';

export interface ActionSources {
  /** The action that a draft stands for. */
  actionOfDraft(draft: ActionDraft): Result<Action>;
  /** What is wrong with a draft. */
  checkActionDraft(draft: ActionDraft): DraftProblem[];
  /** The rules in force. */
  rules(): readonly Rule[];
}

/** The part of the contract that tries actions and tells what they printed. */
export function actionsHandlers(actions: Actions, { actionOfDraft, checkActionDraft, rules }: ActionSources) {
  return {
    tryAction: implementer.rules.tryAction.handler(({ input, signal, errors }) => {
      const { action: draft, ...trial } = input;
      const action = actionOfDraft(draft);
      if (action.ok) return actions.tryAction(action.value, { ...trial, signal });
      throw errors.INVALID({ message: action.message, data: { problems: checkActionDraft(draft) } });
    }),
    run: implementer.rules.run.handler(({ input: { id, ...trial }, signal, errors }) => {
      const rule = rules().find((rule) => rule.id === id);
      if (rule) return actions.tryRule(rule, { ...trial, signal });
      throw errors.NO_RULE({ message: `No rule "${id}" is in force.`, data: { id } });
    }),
    output: implementer.rules.output.handler(({ input }) => actions.output(input.run)),
  };
}
