import type { RuleCounts } from '../../shared/contract';
import { describeProblem, type Problem, type Rule } from '../../shared/vocabulary';
import { readRules } from './config-file';
import { withHub } from './hub-client';
import { localTime } from './local-time';
import { printLines } from './print';
import type { Invocation } from './run';
import { aligned } from './table';

interface Listed {
  readonly rules: readonly Rule[];
  readonly problems: readonly Problem[];
  readonly pausedRules: readonly string[];
  /** Known only to a hub. */
  readonly counts?: RuleCounts;
}

/** Lists the rules in force; when no hub runs, those of the file. */
export async function listRules(invocation: Invocation): Promise<number> {
  const { host, json } = invocation;
  const inForce = await withHub(invocation, async (client) => ({
    ...(await client.rules.state()),
    counts: await client.rules.counts(),
  }));
  const listed = inForce ?? (await inFile(invocation));
  if (json) {
    const { rules, problems, counts, pausedRules } = listed;
    const entries = rules.map((rule) => ({ ...rule, paused: pausedRules.includes(rule.id), ...counts?.[rule.id] }));
    await host.out(JSON.stringify({ running: inForce !== undefined, rules: entries, problems }));
    return listed.problems.length > 0 ? 1 : 0;
  }
  await printLines(host.out, ...table(listed));
  await printLines(host.error, ...listed.problems.map(describeProblem));
  if (inForce && listed.problems.length > 0) await host.error('These are the rules of before.');
  return listed.problems.length > 0 ? 1 : 0;
}

async function inFile({ host, home }: Invocation): Promise<Listed> {
  const { config } = host.locateHome(home);
  const { rules, problems, missing } = await readRules(host, config);
  return { rules, problems: missing ? [] : problems, pausedRules: [] };
}

function table({ rules, problems, pausedRules, counts }: Listed): string[] {
  if (rules.length === 0) return problems.length > 0 ? [] : ['There are no rules. "viberot rules add" makes one.'];
  const head = ['ID', 'STATE', 'COMMANDS', 'ACTIONS', ...(counts ? ['MATCHED', 'LAST'] : [])];
  const rows = rules.map((rule) => {
    const count = counts?.[rule.id];
    const state = !rule.enabled ? 'off' : pausedRules.includes(rule.id) ? 'paused' : 'on';
    const figures = counts ? [String(count?.matched ?? 0), count ? localTime(count.lastAt) : 'never'] : [];
    return [rule.id, state, rule.commands.join(', '), rule.actions.map(({ type }) => type).join(', '), ...figures];
  });
  return aligned([head, ...rows]);
}
