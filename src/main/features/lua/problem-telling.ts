import type { LuaProblem } from '../../../shared/vocabulary';
import { digest } from './digest';
import type { FoundFile } from './layers';
import type { LuaLogs } from './logs';

/** Problems as lines of the log: of a file once for each text, of handlers each time. */
export interface ProblemTelling {
  handler(domain: string, problem: LuaProblem): void;
  file(domain: string, file: FoundFile, problem: LuaProblem): void;
  /** The file is in force. */
  mended(module: string): void;
}

export function createProblemTelling(logs: LuaLogs): ProblemTelling {
  const told = new Map<string, string>();

  function handler(domain: string, problem: LuaProblem): void {
    const { path, line, message, module = domain } = problem;
    const place = path === '' ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
    const text = message.startsWith(place) ? message : `${place}${message}`;
    logs.add({ level: 'error', domain, module, text, problem });
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
  };
}
