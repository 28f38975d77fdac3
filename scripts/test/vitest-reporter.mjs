// vitest's JSON report, with one thing more: why a test was skipped (`context.skip('no such device')`).
import { JsonReporter } from 'vitest/node';

class ReportWithSkipReasons extends JsonReporter {
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
    await super.onTestRunEnd(modules);
  }
}

// biome-ignore lint/style/noDefaultExport: vitest takes a reporter from its file's default export.
export default ReportWithSkipReasons;
