import type { EventBatch } from '../../shared/contract';
import { ConnectionLost } from '../../shared/link';
import { unreachable } from '../../shared/result';
import { commandLine, describeExit, describeProblem, type HubEvent } from '../../shared/vocabulary';
import { sayNotRunning, withHub } from './hub-client';
import type { Invocation } from './run';

/** Prints what the journal keeps and, with `follow`, goes on with what happens until the hub ends. */
export async function printEvents(invocation: Invocation, follow: boolean): Promise<number> {
  const { host, json } = invocation;
  const code = await withHub(invocation, async (client) => {
    try {
      for await (const batch of await client.hub.events({ follow })) {
        for (const line of json ? jsonLines(batch) : textLines(batch)) await host.out(line);
      }
      return 0;
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      await host.error('VibeRot has ended.');
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
  const lines = events.map(({ at, event }) => `${new Date(at).toISOString().slice(11, 23)}  ${describe(event)}`);
  return lost > 0 ? [`(${lost} events are no longer kept)`, ...lines] : lines;
}

function describe(event: HubEvent): string {
  switch (event.type) {
    case 'process.started':
      return `${event.existing ? 'running' : 'started'}  ${event.process.pid}  ${oneLine(commandLine(event.process))}`;
    case 'process.exited':
      return `exited   ${event.pid}  ${describeExit(event.exit)}`;
    case 'probe.lost':
      return `lost     ${event.count < 0 ? 'some' : event.count} events at ${event.where}`;
    case 'rule.matched':
      return `matched  ${event.rule.id}  ${oneLine(commandLine(event.process))}`;
    case 'rule.held':
      return `held     ${event.rule.id} (${event.reason})  ${oneLine(commandLine(event.process))}`;
    case 'action.started':
      return `action   ${event.run.ruleId}  started ${event.run.label} (pid ${event.run.pid ?? '?'})`;
    case 'action.ended':
      return `action   ${event.run.ruleId}  ${event.run.state}${event.run.message ? `: ${event.run.message}` : ''}`;
    case 'rules.loaded':
      return `rules    ${event.count} in force`;
    case 'rules.rejected':
      return `rules    not taken over: ${event.problems.map(describeProblem).join('; ')}`;
    default:
      return unreachable(event);
  }
}

/** Control characters of other programs' arguments must not reach the person's terminal. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}
