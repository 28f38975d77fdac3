import type { HubStatus, Problem } from '../../shared/vocabulary';
import { describeProblem } from '../../shared/vocabulary';
import { readRules } from './config-file';
import { withHub } from './hub-client';
import type { Invocation } from './run';

/** Prints how the hub is; when none runs, what the files say. */
export async function printStatus(invocation: Invocation): Promise<number> {
  const { host, json } = invocation;
  const reached = await withHub(invocation, async (client) => ({
    status: await client.hub.status(),
    problems: (await client.rules.state()).problems,
  }));
  if (reached) {
    const { status, problems } = reached;
    if (json) await host.out(JSON.stringify({ running: true, ...status, problems }));
    else await host.out(describe(status, problems));
    return 0;
  }
  const home = host.locateHome(invocation.home);
  const { rules, problems } = await readRules(host, home.config);
  if (json) {
    const paths = { home: home.directory, config: home.config, log: home.log };
    await host.out(JSON.stringify({ running: false, paths, rules: { count: rules.length }, problems }));
  } else {
    const lines = ['VibeRot is not running here. Start it with: npm start', row('config', home.config)];
    lines.push(...problemLines(problems));
    if (problems.length === 0) lines.push(row('rules', String(rules.length)));
    await host.out(lines.join('\n'));
  }
  return 0;
}

function describe(status: HubStatus, problems: readonly Problem[]): string {
  const { probe, rules, runs, processes, paths } = status;
  const lines = [
    `VibeRot ${status.version} is running (pid ${status.pid}, in ${status.host === 'node' ? 'plain Node' : status.host}).`,
    row(
      'watching',
      [probe.state, probe.tier && `by ${probe.tier}`, probe.why && `- ${probe.why}`].filter(Boolean).join(' '),
    ),
    row('events', `${probe.events} seen, ${probe.lostEvents} lost, ${probe.lostArguments} without arguments`),
    row('processes', `${processes.running} running`),
    row('rules', `${rules.count} in force${rules.paused ? ', paused' : ''}`),
    row('actions', `${runs.running} running, ${runs.started} started, ${runs.failed} failed`),
    row('config', paths.config),
    row('log', paths.log),
    ...problemLines(problems),
  ];
  for (const notice of status.notices) {
    if (notice.id.startsWith('rules-')) continue;
    lines.push(`${notice.severity}: ${[notice.message, notice.remedy].filter(Boolean).join(' ')}`);
  }
  return lines.join('\n');
}

function row(name: string, text: string): string {
  return `  ${name.padEnd(11)}${text}`;
}

function problemLines(problems: readonly Problem[]): string[] {
  if (problems.length === 0) return [];
  return problems.map((problem) => `error: ${describeProblem(problem)}`);
}
