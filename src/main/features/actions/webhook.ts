import pRetry, { AbortError } from 'p-retry';
import { messageOf } from '../../../shared/result';
import { commandLine, describeExit, type Exit, programName, type WebhookAction } from '../../../shared/vocabulary';
import type { Http, PostRequest } from '../../ports';
import { environmentOf, type Surroundings } from './environment';
import { durationOf, type Occasion, oneLine, tellable } from './occasion';
import { done, failed, type Runner, stopped, type Task, whenAborted } from './runner';
import { expand, expandAll } from './variables';

export interface WebhookOptions extends Surroundings {
  readonly http: Http;
  /** Of the app, for the header User-Agent. */
  readonly version: string;
  /** The first pause before it is tried again; each further one is twice as long. */
  readonly retryAfterMs?: number;
}

const usualRetryMs = 1_000;
const longestRetryMs = 15_000;

/**
 * Sends what happened as JSON by POST. It is tried again when no answer comes, and when the answer is 429 or 5xx, after
 * the time that Retry-After asks for. Any other answer that is not 2xx is a failure; redirects are not followed.
 */
export function webhookRunner({ http, version, retryAfterMs, ...surroundings }: WebhookOptions): Runner<WebhookAction> {
  return async (task) => {
    const { action, occasion, run, stop } = task;
    const env = environmentOf(surroundings, occasion, { run });
    const url = expand(action.url, env);
    if (!url.ok) return failed(url.message);
    const values = expandAll(Object.values(action.headers), env);
    if (!values.ok) return failed(values.message);
    const own = Object.keys(action.headers).map((name, at) => [name, values.value[at] ?? ''] as const);
    const request: PostRequest = {
      url: url.value,
      headers: { 'Content-Type': 'application/json', 'User-Agent': `VibeRot/${version}`, ...Object.fromEntries(own) },
      body: JSON.stringify(bodyOf(occasion)),
      ...{ allowPrivate: action.allowPrivate, signal: stop },
    };
    task.started();
    try {
      await pRetry(() => attempt(http, request, task), {
        retries: action.retries,
        minTimeout: retryAfterMs ?? usualRetryMs,
        maxTimeout: longestRetryMs,
        randomize: true,
        unref: true,
        signal: stop,
        onFailedAttempt: async ({ error, retriesLeft }) => {
          if (error instanceof Busy && retriesLeft > 0) await pause(error.waitMs, task);
        },
      });
      return done;
    } catch (error) {
      return stop.aborted ? stopped(task) : failed(messageOf(error));
    }
  };
}

/** The other side asks to be left in peace for so long. */
class Busy extends Error {
  constructor(
    message: string,
    readonly waitMs: number,
  ) {
    super(message);
  }
}

/** Throws when it should be tried again, and an AbortError when it should not. */
async function attempt(http: Http, request: PostRequest, { print, timeoutMs = Number.POSITIVE_INFINITY }: Task) {
  const result = await http.post(request);
  if (!result.ok) {
    if (result.error === 'refused') throw new AbortError(result.message);
    throw new Error(result.message);
  }
  const { status, retryAfter, text } = result.value;
  // Strangers wrote it: on a terminal it must not be more than text.
  const lines = text.split(/\r?\n/).map(oneLine).join('\n');
  print(`HTTP ${status}\n${lines}${lines === '' || lines.endsWith('\n') ? '' : '\n'}`);
  if (status >= 200 && status < 300) return;
  const said = `${new URL(request.url).host} answered with HTTP ${status}`;
  if (status >= 300 && status < 400)
    throw new AbortError(`${said}; redirects are not followed. Use the address it leads to.`);
  if (status !== 429 && status < 500) throw new AbortError(`${said}.`);
  const waitMs = waitOf(retryAfter);
  if (waitMs >= timeoutMs) throw new AbortError(`${said} and asks for ${Math.ceil(waitMs / 1_000)} s of peace.`);
  throw new Busy(`${said}.`, waitMs);
}

/** Retry-After is a number of seconds or a date (RFC 9110, 10.2.3). */
function waitOf(retryAfter: string | undefined): number {
  if (retryAfter === undefined) return 0;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

async function pause(ms: number, { stop }: Task): Promise<void> {
  if (ms === 0) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([over, whenAborted(stop)]);
  clearTimeout(timer);
}

/** What is sent. Times are ISO 8601 in UTC; what is not known is left out, and what comes with the end as well before it. */
function bodyOf(occasion: Occasion): object {
  const { rule, exit, endedAt, agent, trial } = occasion;
  const process = tellable(occasion.process);
  return {
    event: exit ? 'command.ended' : 'command.started',
    rule: { id: rule.id, name: rule.name ?? rule.id },
    command: commandLine(process),
    program: programName(process),
    argv: process.argv,
    pid: process.pid,
    cwd: process.cwd,
    agent,
    startedAt: isoTime(process.startedAt),
    endedAt: endedAt === undefined ? undefined : isoTime(endedAt),
    exit: exit && exitOf(exit),
    durationMs: durationOf(occasion),
    trial: trial || undefined,
  };
}

/** `{ code: 0 }`, `{ signal: "SIGTERM" }`, or `{}` when the system did not tell. */
function exitOf(exit: Exit): object {
  if ('code' in exit) return { code: exit.code };
  return 'signal' in exit ? { signal: describeExit({ signal: exit.signal }) } : {};
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
