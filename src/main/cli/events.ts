import type { EventBatch } from '../../shared/contract';
import { ConnectionLost } from '../../shared/link';
import { unreachable } from '../../shared/result';
import {
  commandLine,
  describeExit,
  describeProblem,
  type Exit,
  type HubEvent,
  type Run,
} from '../../shared/vocabulary';
import { sayNotRunning, withHub } from './hub-client';
import { localParts } from './local-time';
import { printLines } from './print';
import type { Invocation } from './run';

/** Prints what the journal keeps and, with `follow`, goes on with what happens until the hub ends. */
export async function printEvents(invocation: Invocation, follow: boolean): Promise<number> {
  const { host, json } = invocation;
  const code = await withHub(invocation, async (client) => {
    try {
      for await (const batch of await client.hub.events({ follow })) {
        if (json) for (const line of jsonLines(batch)) await host.out(line);
        else await printLines(host.out, ...textLines(batch));
      }
      return 0;
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      await host.error('The connection to VibeRot was lost.');
      return 1;
    }
  });
  return code ?? sayNotRunning(invocation);
}

function jsonLines({ lost, events }: EventBatch): string[] {
  const lines = events.map(({ seq, at, event }) => JSON.stringify({ seq, at: new Date(at).toISOString(), ...event }));
  return lost > 0 ? [JSON.stringify({ type: 'events.lost', count: lost }), ...lines] : lines;
}

function textLines({ lost, events }: EventBatch): string[] {
  const lines = events.map(({ at, event }) => `${shortTime(at)}  ${describe(event)}`);
  return lost > 0 ? [`(${lost} events are no longer kept)`, ...lines] : lines;
}

/** HH:MM:SS.mmm where the reader is, with the date before it unless it is today. */
function shortTime(at: number): string {
  const [today] = localParts(Date.now());
  const [date, time] = localParts(at);
  return date === today ? time : `${date} ${time}`;
}

function describe(event: HubEvent): string {
  switch (event.type) {
    case 'process.started':
      return `${event.existing ? 'running' : 'started'}  ${event.process.pid}  ${commandLine(event.process)}`;
    case 'process.exited':
      return `exited   ${event.pid}  ${describeExit(event.exit)}`;
    case 'process.described':
      return `typed    ${event.key.split(':')[0]}  ${event.typed}`;
    case 'probe.lost':
      return `lost     ${event.count < 0 ? 'some' : event.count} events at ${event.where}`;
    case 'rule.matched':
      return `matched  ${event.ruleId}  ${commandLine(event.process)}`;
    case 'rule.held':
      return `held     ${event.ruleId} (${event.reason})  ${commandLine(event.process)}`;
    case 'action.waiting':
      return `${describeRun(event.run)} waits for its turn: ${event.run.label}`;
    case 'action.started':
      return `${describeRun(event.run)} started: ${event.run.label}${pidOf(event.run)}`;
    case 'action.ended':
      return `${describeRun(event.run)} ${describeEnd(event.run)}`;
    case 'agent.started':
      return `agent    ${event.name} (${event.agent}) started: ${event.command.join(' ')} (pid ${event.pid})`;
    case 'agent.status':
      return `agent    ${event.name} (${event.agent}) ${event.status}${event.text === undefined ? '' : `: ${event.text}`}`;
    case 'agent.exited':
      return `agent    ${event.name} (${event.agent}) exited${describeExitOfRun(event.exit)}`;
    case 'rules.loaded':
      return `rules    ${event.count} in force`;
    case 'rules.rejected':
      return `rules    not taken over: ${event.problems.map(describeProblem).join('; ')}`;
    default:
      return unreachable(event);
  }
}

function describeRun({ ruleId, action, trial }: Run): string {
  return `action   ${ruleId}${trial ? ' (tried)' : ''}  ${action}`;
}

function pidOf({ pid }: Run): string {
  return pid === undefined ? '' : ` (pid ${pid})`;
}

function describeEnd({ state, exit, message }: Run): string {
  const how = exit ? describeExitOfRun(exit) : '';
  return `${state}${how}${message ? `: ${message}` : ''}`;
}

function describeExitOfRun(exit: Exit): string {
  if ('code' in exit) return ` with exit code ${describeExit(exit)}`;
  return 'signal' in exit ? ` by ${describeExit(exit)}` : '';
}
