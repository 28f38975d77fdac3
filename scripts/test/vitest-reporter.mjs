// vitest's JSON report, with two things more: why a test was skipped (`context.skip('no such device')`), and which
// passed only at the second attempt.
import { JsonReporter } from 'vitest/node';

class FullReport extends JsonReporter {
  /**
   * @override
   * @param {readonly import('vitest/node').TestModule[]} modules
   */
  async onTestRunEnd(modules) {
    for (const test of modules.flatMap((module) => [...module.children.allTests('skipped')])) {
      const result = test.result();
      const note = result.state === 'skipped' ? result.note : undefined;
      if (note) Object.assign(test.meta(), { skipReason: note });
    }
    for (const test of modules.flatMap((module) => [...module.children.allTests('passed')])) {
      if (test.diagnostic()?.flaky) Object.assign(test.meta(), { flaky: true });
    }
    await super.onTestRunEnd(modules);
  }
}

// biome-ignore lint/style/noDefaultExport: vitest takes a reporter from its file's default export.
export default FullReport;
