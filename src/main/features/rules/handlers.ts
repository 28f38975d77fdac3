import { implementer, valuesOf } from '../../gateway';
import type { Desktop } from '../../ports';
import type { Rules } from './service';

/** The rules' part of the contract. */
export function rulesHandlers(rules: Rules, desktop: Desktop) {
  return {
    state: implementer.rules.state.handler(() => rules.state.value),
    watch: implementer.rules.watch.handler(({ signal }) => valuesOf(rules.state, signal)),
    setPaused: implementer.rules.setPaused.handler(({ input }) => {
      rules.setPaused(input.paused);
      return rules.state.value;
    }),
    test: implementer.rules.test.handler(({ input }) => rules.test(input.argv)),
    openFile: implementer.rules.openFile.handler(async ({ errors }) => {
      const { file } = rules.state.value;
      const opened = await desktop.openFile(file);
      if (!opened.ok) throw errors.CANNOT_OPEN({ data: { reason: opened.message } });
      return { file };
    }),
  };
}
