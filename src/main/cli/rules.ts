import { describeProblem, type RuleVerdicts } from '../../shared/vocabulary';
import { verdictsOf } from '../features/rules';
import { readRules } from './config-file';
import { withHub } from './hub-client';
import { printLines } from './print';
import type { Invocation } from './run';

/** Checks a configuration file. Fails when there is something wrong with it. */
export async function checkRules({ host, home, json }: Invocation, file: string | undefined): Promise<number> {
  const path = file ?? host.locateHome(home).config;
  const { rules, problems, complaints } = await readRules(host, path);
  if (json) await host.out(JSON.stringify({ file: path, rules: rules.map(({ id }) => id), problems }));
  else if (problems.length > 0) await printLines(host.error, ...complaints);
  else await printLines(host.out, `${path}: ${rules.length === 1 ? '1 rule' : `${rules.length} rules`}, nothing wrong`);
  return problems.length > 0 ? 1 : 0;
}

/** Tells what the rules make of a command line: those of `config`, else those in force, else those of the home's file. */
export async function testRules(invocation: Invocation, argv: string[], config: string | undefined): Promise<number> {
  const { host, home, json } = invocation;
  const say = (verdicts: RuleVerdicts) =>
    json ? host.out(JSON.stringify(verdicts)) : printLines(host.out, ...describe(verdicts));
  if (config === undefined) {
    const inForce = await withHub(invocation, async (client) => ({
      verdicts: await client.rules.test({ argv }),
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
  await say(verdictsOf(rules, argv));
  return 0;
}

function describe({ command, matches, rejected }: RuleVerdicts): string[] {
  const lines = [command];
  for (const { id, form } of matches) lines.push(`  matches  ${id} (as ${form})`);
  for (const { id, why } of rejected) lines.push(`  not      ${id}: ${why}`);
  if (matches.length === 0 && rejected.length === 0) lines.push('  There are no rules.');
  return lines;
}
