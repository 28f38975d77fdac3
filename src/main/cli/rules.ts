import type { RuleVerdicts } from '../../shared/vocabulary';
import { describeProblem } from '../../shared/vocabulary';
import { verdictsOf } from '../features/rules';
import { readRules } from './config-file';
import { withHub } from './hub-client';
import type { Invocation } from './run';

/** Checks a configuration file. Fails when there is something wrong with it. */
export async function checkRules({ host, home, json }: Invocation, file: string | undefined): Promise<number> {
  const path = file ?? host.locateHome(home).config;
  const { rules, problems } = await readRules(host, path);
  if (json) await host.out(JSON.stringify({ file: path, rules: rules.map(({ id }) => id), problems }));
  else if (problems.length > 0) for (const problem of problems) await host.error(describeProblem(problem));
  else await host.out(`${path}: ${rules.length === 1 ? '1 rule' : `${rules.length} rules`}, nothing wrong`);
  return problems.length > 0 ? 1 : 0;
}

/** Tells what the rules make of a command line: those of `config`, else those in force, else those of the home's file. */
export async function testRules(invocation: Invocation, argv: string[], config: string | undefined): Promise<number> {
  const { host, home, json } = invocation;
  const say = (verdicts: RuleVerdicts) => host.out(json ? JSON.stringify(verdicts) : describe(verdicts));
  if (config === undefined) {
    const inForce = await withHub(invocation, (client) => client.rules.test({ argv }));
    if (inForce) return say(inForce).then(() => 0);
  }
  const { rules, problems } = await readRules(host, config ?? host.locateHome(home).config);
  for (const problem of problems) await host.error(describeProblem(problem));
  if (problems.length > 0) return 1;
  await say(verdictsOf(rules, argv));
  return 0;
}

function describe({ command, matches, rejected }: RuleVerdicts): string {
  const lines = [command];
  for (const { id, form } of matches) lines.push(`  matches  ${id} (as ${form})`);
  for (const { id, why } of rejected) lines.push(`  not      ${id}: ${why}`);
  if (matches.length === 0 && rejected.length === 0) lines.push('  There are no rules.');
  return lines.join('\n');
}
