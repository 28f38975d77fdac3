import { describeProblem, type Problem, type Rule } from '../../shared/vocabulary';
import { parseConfig } from '../features/rules';
import type { CliHost } from './host';

export interface ConfigFile {
  readonly rules: Rule[];
  readonly problems: Problem[];
  /** The problems for people. That the file can't be read has no line and column. */
  readonly complaints: string[];
  /** There is no such file. */
  readonly missing: boolean;
}

/** The rules of a configuration file, or what is wrong with it; a file that can't be read is a problem at its start. */
export async function readRules(host: CliHost, file: string): Promise<ConfigFile> {
  const content = await host.readText(file);
  if (content.ok) {
    const { rules, problems } = parseConfig(content.value, file, { userHome: host.userHome });
    return { rules, problems, complaints: problems.map(describeProblem), missing: false };
  }
  const missing = content.error === 'not-found';
  const message = missing ? content.message : `${file} can't be read: ${content.message}`;
  return { rules: [], problems: [{ file, line: 1, column: 1, message }], complaints: [message], missing };
}
