import type { LuaProblem } from '../../../shared/vocabulary';
import { digest } from './digest';
import type { FoundFile } from './layers';
import type { LuaLogs } from './logs';
import { trustedDomain } from './plan';
import { problemText } from './problem-text';
import { moduleOfOwner } from './rule-actions';

/** Problems as lines of the log: of a file once for each text, of handlers each time. */
export interface ProblemTelling {
  handler(domain: string, problem: LuaProblem): void;
  file(domain: string, file: FoundFile, problem: LuaProblem): void;
  /** The file is in force. */
  mended(module: string): void;
  /** What is odd now, though in force; each once, for as long as it is so. */
  odd(problems: readonly LuaProblem[]): void;
}

export function createProblemTelling(logs: LuaLogs): ProblemTelling {
  const told = new Map<string, string>();
  let known = new Set<string>();

  function handler(domain: string, problem: LuaProblem): void {
    const module = moduleOfOwner(problem.module ?? domain);
    logs.add({ level: 'error', domain, module, text: problemText(problem), problem });
  }

  return {
    handler,
    file(domain, { module, text }, problem) {
      const mark = `${digest(text)} ${problem.message}`;
      if (told.get(module) === mark) return;
      told.set(module, mark);
      handler(domain, { ...problem, module });
    },
    mended: (module) => void told.delete(module),
    odd(problems) {
      const before = known;
      known = new Set(problems.map(problemText));
      for (const problem of problems) {
        const { module = '' } = problem;
        const domain = module.startsWith('improvements.') ? module : trustedDomain;
        const text = problemText(problem);
        if (!before.has(text)) logs.add({ level: 'warn', domain, module, text, problem });
      }
    },
  };
}
