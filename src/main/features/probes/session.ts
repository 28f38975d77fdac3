import type { Unsubscribe } from '../../../shared/event';
import { describeExit, type Exit, type Fact } from '../../../shared/vocabulary';
import type { Clock, Log, ProbeProcess } from '../../ports';
import { type ForeignHello, type Hello, protocolVersion } from './protocol';
import { type Counts, createFactReader } from './reader';
import type { ProcessTable } from './table';

const helloMs = 5_000;
/** A helper sends a heartbeat every 5 s. It hangs when nothing at all came between this many checks in a row. */
const checkMs = 5_000;
const silentChecks = 3;

export interface SessionOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly table: ProcessTable;
  readonly counts: Counts;
  readonly token: string;
  readonly onHello: (hello: Hello) => void;
  readonly onFact: (fact: Fact) => void;
  /** Something was counted. */
  readonly onCount: () => void;
}

/** Why a helper is no longer there. */
export interface SessionEnd {
  readonly why: string;
  readonly remedy?: string;
  /** Whether another start may go better. */
  readonly retry: boolean;
  /** How long it worked. */
  readonly healthyMs: number;
}

/** Listens to a helper until it has ended, and ends it when it is the wrong one or hangs. */
export async function listenTo(helper: ProbeProcess, options: SessionOptions): Promise<SessionEnd> {
  const { clock, log, counts } = options;
  const malformedBefore = counts.malformedLines;
  let greetedAt: number | undefined;
  let failure: Omit<SessionEnd, 'healthyMs'> | undefined;
  let silent = 0;
  let cancelTimer: Unsubscribe = clock.after(helloMs, () =>
    giveUp('The probe did not answer within 5 s of its start.'),
  );

  function giveUp(why: string, more: { retry: boolean; remedy?: string } = { retry: true }): false {
    if (!failure) {
      failure = { why, ...more };
      void helper.close();
    }
    return false;
  }

  function greet(hello: Hello | ForeignHello): boolean {
    cancelTimer();
    if (hello.t === 'foreign-hello') {
      const remedy = 'Build it again with npm run build, then start VibeRot again.';
      const why = `The probe speaks version ${hello.v} of the protocol, not ${protocolVersion}.`;
      return giveUp(why, { retry: false, remedy });
    }
    if (hello.token !== options.token)
      return giveUp('Something else connected in the place of the probe: its token is wrong.');
    greetedAt = clock.nowMs();
    cancelTimer = clock.after(checkMs, check);
    options.onHello(hello);
    return true;
  }

  // Checks are counted, not milliseconds: when this process itself stood still (stopped, or asleep with the machine),
  // one check is overdue, and what the helper sent meanwhile is read before the next.
  function check(): void {
    silent++;
    if (silent > silentChecks) giveUp('The probe hangs: it sent no sign of life for 15 s.');
    else cancelTimer = clock.after(checkMs, check);
  }

  const reader = createFactReader({
    ...options,
    onHello: greet,
    onMalformed(why) {
      if (counts.malformedLines === malformedBefore + 1) log.warn('The probe sent a malformed line', { why });
    },
  });
  const unsubscribe = [
    helper.data.on((text) => {
      silent = 0;
      reader.push(text);
      options.onCount();
    }),
    helper.errors.on((line) => log.warn('The probe complained', { line })),
  ];

  const exit = await helper.ended;
  cancelTimer();
  for (const stop of unsubscribe) stop();
  const malformedLines = counts.malformedLines - malformedBefore;
  if (malformedLines > 0) log.warn('Lines of the probe were malformed', { malformedLines });
  failure ??= { why: `The probe ended unexpectedly (${describeEnd(exit)}).`, retry: true };
  return { ...failure, healthyMs: greetedAt === undefined ? 0 : clock.nowMs() - greetedAt };
}

function describeEnd(exit: Exit): string {
  return 'code' in exit ? `exit code ${exit.code}` : describeExit(exit);
}
