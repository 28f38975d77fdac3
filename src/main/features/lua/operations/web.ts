import { z } from 'zod';
import { fail, ok } from '../../../../shared/result';
import type { WebClient, WebConnection } from '../../../ports';
import { earlyEvents } from './early-events';
import { type Caller, Data, nothing, type Operations, operation } from './operation';

const Options = z
  .object({
    headers: z.record(z.string(), z.string()).optional(),
    body: Data.optional(),
    json: z.unknown().optional(),
    timeout_ms: z.number().min(1).max(600_000).optional(),
  })
  .optional();
type Options = z.infer<typeof Options>;
const Request = Options.unwrap().extend({
  method: z
    .string()
    .regex(/^[A-Za-z]+$/)
    .default('GET'),
  url: z.string(),
});

const usualTimeoutMs = 30_000;
/** Of one worker. */
const mostSockets = 20;

/** Requests, and WebSockets whose messages come as events. */
export function webOperations(web: WebClient): Operations {
  const sockets = new WeakMap<Caller['scope'], Map<number, WebConnection>>();
  let lastId = 0;
  const socketsOf = ({ scope }: Caller) => {
    const known = sockets.get(scope) ?? new Map<number, WebConnection>();
    sockets.set(scope, known);
    return known;
  };

  async function ask(method: string, url: string, options: Options, { scope }: Caller) {
    const { headers = {}, body, json, timeout_ms: timeoutMs = usualTimeoutMs } = options ?? {};
    const asJson = json === undefined ? undefined : JSON.stringify(json);
    const answer = await web.request({
      ...{ method: method.toUpperCase(), url, timeoutMs, signal: scope.signal, body: body ?? asJson },
      headers: asJson === undefined ? headers : { 'content-type': 'application/json', ...headers },
    });
    return answer.ok ? ok({ ...answer.value, headers: { ...answer.value.headers } }) : answer;
  }

  return {
    'http.get': operation([z.string(), Options], ([url, options], caller) => ask('GET', url, options, caller)),
    'http.post': operation([z.string(), Options], ([url, options], caller) => ask('POST', url, options, caller)),
    'http.request': operation([Request], ([{ method, url, ...options }], caller) => ask(method, url, options, caller)),
    'ws.connect': operation([z.string()], async ([url], caller) => {
      const own = socketsOf(caller);
      if (own.size >= mostSockets) return fail('too-many', `There are ${mostSockets} WebSockets already. Close some.`);
      const connected = await web.connect(url, caller.scope);
      if (!connected.ok) return connected;
      const id = ++lastId;
      own.set(id, connected.value);
      const messages = earlyEvents(caller, `ws.message#${id}`);
      const end = earlyEvents(caller, `ws.close#${id}`);
      connected.value.messages.on(messages.tell);
      connected.value.closed.on((code) => {
        own.delete(id);
        messages.end();
        end.tell(code);
        end.end();
      });
      return ok(id);
    }),
    'ws.send': operation([z.number(), Data], ([id, data], caller) => {
      const sent = socketsOf(caller).get(id)?.send(data) ?? false;
      return sent ? nothing : fail('closed', 'The WebSocket is closed, or does not take what is sent.');
    }),
    'ws.close': operation([z.number()], ([id], caller) => {
      socketsOf(caller).get(id)?.close();
      return nothing;
    }),
  };
}
