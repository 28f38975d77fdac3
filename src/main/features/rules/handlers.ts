import { implementer, valuesOf } from '../../gateway';
import type { Desktop } from '../../ports';
import { changesOf } from './counts';
import type { Rules } from './service';
import type { Trials } from './trials';

/** What the rules' part of the contract needs; the calls that change the file have handlers of their own. */
export interface RulesHandlersOptions {
  readonly rules: Rules;
  readonly trials: Trials;
  readonly desktop: Desktop;
}

/** The rules' part of the contract. */
export function rulesHandlers({ rules, trials, desktop }: RulesHandlersOptions) {
  return {
    state: implementer.rules.state.handler(() => rules.state.value),
    watch: implementer.rules.watch.handler(({ signal }) => valuesOf(rules.state, signal)),
    counts: implementer.rules.counts.handler(() => rules.counts.value),
    watchCounts: implementer.rules.watchCounts.handler(({ signal }) => changesOf(valuesOf(rules.counts, signal))),
    setPaused: implementer.rules.setPaused.handler(({ input, errors }) => {
      const { paused, id } = input;
      if (!rules.setPaused(paused, id)) throw errors.NO_RULE({ data: { id: id ?? '' } });
      return rules.state.value;
    }),
    test: implementer.rules.test.handler(({ input }) => rules.test(input)),
    testDraft: implementer.rules.testDraft.handler(({ input }) => trials.test(input.rule, input.command)),
    previewDraft: implementer.rules.previewDraft.handler(({ input }) => trials.preview(input.rule, input.since)),
    openFile: implementer.rules.openFile.handler(async ({ errors }) => {
      const { file } = rules.state.value;
      const opened = await desktop.openFile(file);
      if (!opened.ok) throw errors.CANNOT_OPEN({ data: { reason: opened.message } });
      return { file };
    }),
  };
}
