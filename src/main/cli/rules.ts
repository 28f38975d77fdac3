import {
  describeProblem,
  type Problem,
  type Rule,
  type RuleVerdicts,
  type SampleCommand,
} from '../../shared/vocabulary';
import { configSchema, verdictsOf } from '../features/rules';
import { readRules } from './config-file';
import { withHub } from './hub-client';
import { printLines } from './print';
import type { Invocation } from './run';

/** Checks a configuration file. Fails when there is something wrong with it. */
export async function checkRules({ host, home, json }: Invocation, file: string | undefined): Promise<number> {
  const path = file ?? host.locateHome(home).config;
  const { rules, problems: found, complaints } = await readRules(host, path);
  const wrong = await luaProblems(host, rules, path);
  const problems = [...found, ...wrong];
  if (json) await host.out(JSON.stringify({ file: path, rules: rules.map(({ id }) => id), problems }));
  else if (problems.length > 0) await printLines(host.error, ...complaints, ...wrong.map(describeProblem));
  else await printLines(host.out, `${path}: ${rules.length === 1 ? '1 rule' : `${rules.length} rules`}, nothing wrong`);
  return problems.length > 0 ? 1 : 0;
}

/** What is wrong with the Lua of rules; its worker is opened only when there is some. */
async function luaProblems({ lua }: Invocation['host'], rules: readonly Rule[], file: string): Promise<Problem[]> {
  if (!rules.some(({ actions }) => actions.some(({ type }) => type === 'lua'))) return [];
  const { checkRuleCode } = await import('../features/lua');
  const problems = await checkRuleCode(lua.domains, rules, file);
  return problems.map(({ line = 1, message }) => ({ file, line, column: 1, message }));
}

/** What `rules test` is told about the command, beside its words. */
export interface SampleOptions extends Omit<SampleCommand, 'argv'> {
  /** Test the rules of this file. */
  readonly config?: string;
}

/** Tells what the rules make of a command: those of `config`, else those in force, else those of the home's file. */
export async function testRules(invocation: Invocation, argv: string[], options: SampleOptions): Promise<number> {
  const { host, home, json } = invocation;
  const { config, ...known } = options;
  const sample = { argv, ...known };
  const say = (verdicts: RuleVerdicts) =>
    json ? host.out(JSON.stringify(verdicts)) : printLines(host.out, ...describe(verdicts));
  if (config === undefined) {
    const inForce = await withHub(invocation, async (client) => ({
      verdicts: await client.rules.test(sample),
      problems: (await client.rules.state()).problems,
    }));
    if (inForce) {
      const { verdicts, problems } = inForce;
      await printLines(host.error, ...problems.map(describeProblem));
      if (problems.length > 0) await host.error('These are the rules of before.');
      await say(verdicts);
      return 0;
    }
  }
  const { rules, complaints } = await readRules(host, config ?? host.locateHome(home).config);
  await printLines(host.error, ...complaints);
  if (complaints.length > 0) return 1;
  await say(verdictsOf(rules, sample, Date.now()));
  return 0;
}

function describe({ command, matches, rejected }: RuleVerdicts): string[] {
  const lines = [command];
  for (const { id, form, text, pattern, assuming } of matches) {
    const where = text === command ? form : `${form}: ${text}`;
    lines.push(`  matches  ${id}: ${pattern} (as ${where})`);
    if (assuming.length > 0) lines.push(`           if ${assuming.join(', and ')}`);
  }
  for (const { id, why } of rejected) lines.push(`  not      ${id}: ${why}`);
  if (matches.length === 0 && rejected.length === 0) lines.push('  There are no rules.');
  return lines;
}

/** Prints the JSON Schema of config.toml. */
export async function printSchema({ host }: Invocation): Promise<number> {
  for (const line of JSON.stringify(configSchema(), null, 2).split('\n')) await host.out(line);
  return 0;
}
