import { type RawData, WebSocket } from 'ws';
import { createEmitter } from '../../shared/event';
import { fail, messageOf, ok } from '../../shared/result';
import type { Scope } from '../../shared/scope';
import type { WebClient } from '../ports';

const mostAnswerBytes = 8 * 1024 * 1024;
const mostMessageBytes = 1024 * 1024;
const mostWaitingBytes = 4 * 1024 * 1024;
const connectMs = 15_000;

export function createWebClient(): WebClient {
  return { request, connect };
}

const request: WebClient['request'] = async ({ method, url, headers, body, timeoutMs, signal }) => {
  if (!isAddress(url, ['http:', 'https:'])) return fail('bad-request', `${url} is no http:// or https:// address.`);
  try {
    const answer = await fetch(url, {
      ...{ method, headers, redirect: 'manual' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    const read = await wholeBody(answer);
    if (!read) return fail('unreachable', `${url} answered with more than ${mostAnswerBytes / 1024 / 1024} MB.`);
    return ok({ status: answer.status, headers: Object.fromEntries(answer.headers), body: read });
  } catch (error) {
    return fail('unreachable', `${url} could not be asked: ${reasonOf(error)}.`);
  }
};

const connect: WebClient['connect'] = async (url, scope) => {
  if (!isAddress(url, ['ws:', 'wss:'])) return fail('bad-request', `${url} is no ws:// or wss:// address.`);
  const socket = new WebSocket(url, { maxPayload: mostMessageBytes, handshakeTimeout: connectMs });
  const messages = createEmitter<string | Uint8Array>();
  const closed = createEmitter<number>();
  let problem = 'it closed the connection';
  socket.on('error', (error) => {
    problem = messageOf(error);
  });
  socket.on('message', (data, isBinary) => {
    const bytes = wholeMessage(data);
    messages.emit(isBinary ? new Uint8Array(bytes) : bytes.toString('utf8'));
  });
  const opened = await new Promise<boolean>((resolve) => {
    socket.on('open', () => resolve(true));
    socket.on('close', (code) => {
      resolve(false);
      closed.emit(code);
    });
    endWith(scope, socket);
  });
  if (!opened) return fail('unreachable', `${url} could not be reached: ${problem}.`);
  return ok({
    ...{ messages, closed },
    send(data) {
      if (socket.readyState !== WebSocket.OPEN || socket.bufferedAmount > mostWaitingBytes) return false;
      socket.send(data);
      return true;
    },
    close: () => socket.close(),
  });
};

/** The library gives a message in the form that is cheapest for it. */
function wholeMessage(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

function endWith(scope: Scope, socket: WebSocket): void {
  scope.defer(() => socket.terminate());
}

async function wholeBody(answer: Response): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = answer.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length;
    if (length > mostAnswerBytes) {
      await reader?.cancel();
      return undefined;
    }
    parts.push(part.value);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function isAddress(url: string, protocols: readonly string[]): boolean {
  return URL.canParse(url) && protocols.includes(new URL(url).protocol);
}

/** fetch says "fetch failed", and why in its cause. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? messageOf(error.cause) : messageOf(error);
}
