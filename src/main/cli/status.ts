import { describeProblem, type HubStatus, type Problem } from '../../shared/vocabulary';
import { readRules } from './config-file';
import { withHub } from './hub-client';
import { printLines } from './print';
import { fullCaptureLine } from './probe';
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
    else await printLines(host.out, ...describe(status, problems));
    return 0;
  }
  const home = host.locateHome(invocation.home);
  const { rules, problems, complaints, missing } = await readRules(host, home.config);
  if (json) {
    const paths = { home: home.directory, config: home.config, log: home.log };
    await host.out(
      JSON.stringify({ running: false, paths, rules: { count: rules.length }, problems: missing ? [] : problems }),
    );
  } else {
    const lines = ['VibeRot is not running here. Start it with: npm start'];
    if (missing) lines.push(row('config', `${home.config} (not there yet; it is written at the first start)`));
    else lines.push(row('config', home.config), ...complaints.map(errorLine));
    if (problems.length === 0) lines.push(row('rules', String(rules.length)));
    await printLines(host.out, ...lines);
  }
  return 0;
}

function describe(status: HubStatus, problems: readonly Problem[]): string[] {
  const { probe, rules, runs, agents, history, processes, paths } = status;
  const lines = [
    `VibeRot ${status.version} is running (pid ${status.pid}, in ${status.host === 'node' ? 'plain Node' : status.host}).`,
    row('watching', describeProbe(probe)),
    `  ${fullCaptureLine(probe.full)}`,
    row('events', `${probe.events} seen, ${probe.lostEvents} lost, ${probe.lostArguments} without arguments`),
    row('processes', `${processes.running} running`),
    row('rules', `${rules.count} in force${rules.paused ? ', paused' : ''}`),
    row('actions', describeRuns(runs)),
    row('agents', describeAgents(agents)),
    row('history', describeHistory(history)),
    row('config', paths.config),
    row('log', paths.log),
    ...problems.map(describeProblem).map(errorLine),
  ];
  for (const notice of status.notices) {
    if (notice.id.startsWith('rules-')) continue;
    lines.push(`${notice.severity}: ${[notice.message, notice.remedy].filter(Boolean).join(' ')}`);
  }
  return lines;
}

function describeRuns({ running, waiting, waitingAtMost, started, failed, dropped }: HubStatus['runs']): string {
  const parts = [`${running} running`, `${started} started`, `${failed} failed`];
  if (waiting > 0) parts.splice(1, 0, `${waiting} waiting of at most ${waitingAtMost}`);
  if (dropped > 0) parts.push(`${dropped} dropped because too many waited`);
  return parts.join(', ');
}

function describeAgents({ alive, working, wanting }: HubStatus['agents']): string {
  if (alive === 0) return 'none running';
  return [`${alive} running`, `${working} working`, ...(wanting > 0 ? [`${wanting} waiting for you`] : [])].join(', ');
}

function describeHistory({ state, why, entries, bytes, keepBytes, keepDays, lost }: HubStatus['history']): string {
  if (state === 'off') return 'off: enabled = false in [history] of config.toml';
  if (state === 'unavailable') return ['unavailable', why].filter(Boolean).join(': ');
  const kept = `${entries} commands of ${keepDays} days, ${megabytes(bytes)} of at most ${megabytes(keepBytes)} MB`;
  return lost > 0 ? `${kept}, ${lost} could not be stored` : kept;
}

function megabytes(bytes: number): string {
  return String(Number((bytes / 1_000_000).toFixed(1)));
}

function row(name: string, text: string): string {
  return `  ${name.padEnd(11)}${text}`;
}

function errorLine(text: string): string {
  return `error: ${text}`;
}

/** A reason often begins with the tier's name ("netlink: …", "polling: …"): it is said once. */
function describeProbe({ state, tier, why }: HubStatus['probe']): string {
  if (tier && why?.toLowerCase().startsWith(tier)) return `${state} by ${why}`;
  return [state, tier && `by ${tier}`, why && `- ${why}`].filter(Boolean).join(' ');
}
