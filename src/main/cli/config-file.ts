import type { Problem, Rule } from '../../shared/vocabulary';
import { parseConfig } from '../features/rules';
import type { CliHost } from './host';

/** The rules of a configuration file, or what is wrong with it; a file that can't be read is a problem at its start. */
export async function readRules(host: CliHost, file: string): Promise<{ rules: Rule[]; problems: Problem[] }> {
  const content = await host.readText(file);
  if (content.ok) return parseConfig(content.value, file);
  return { rules: [], problems: [{ file, line: 1, column: 1, message: content.message }] };
}
