import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import type { Http, PostAnswer, PostFailure, PostRequest } from '../ports';

/** What is read of an answer. */
const keptBytes = 1024;

/**
 * Requests of this machine. Unless it is allowed, an address that is not of the public internet is refused: the one that
 * is given, and every one that the name in it leads to at the moment when the connection is made.
 */
export function createHttp(): Http {
  return { post };
}

async function post(asked: PostRequest): Promise<Result<PostAnswer, PostFailure>> {
  const { headers, body, allowPrivate, signal } = asked;
  const url = URL.canParse(asked.url) ? new URL(asked.url) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    return fail('refused', 'The address is no http:// or https:// address.');
  }
  const filter = { allowPrivateIPAddress: allowPrivate, allowMetaIPAddress: allowPrivate };
  const secure = url.protocol === 'https:';
  const agent = secure ? new RequestFilteringHttpsAgent(filter) : new RequestFilteringHttpAgent(filter);
  const send = secure ? overHttps : overHttp;
  const bytes = Buffer.from(body);
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { method: 'POST', headers: { ...headers, 'Content-Length': bytes.length }, agent, signal };
      send(url, options, resolve).on('error', reject).end(bytes);
    });
    const text = await beginningOf(answer);
    return ok({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'], text });
  } catch (error) {
    return explain(error, url);
  } finally {
    agent.destroy();
  }
}

/** What is beyond it is not waited for. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= keptBytes) break;
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, keptBytes), { stream: true });
}

function explain(error: unknown, { hostname }: URL) {
  const message = messageOf(error);
  if (/is not allowed\. Because/.test(message)) {
    return fail(
      'refused',
      `${hostname} is an address of this machine or of a private network. If that is meant, add allow_private = true to the action.`,
    );
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code?.startsWith('ERR_INVALID') || code === 'ERR_UNESCAPED_CHARACTERS') return fail('refused', message);
  const reasons = error instanceof AggregateError ? error.errors.map(messageOf).join('; ') : message;
  return fail('unreachable', `${hostname} could not be reached: ${reasons || code || 'no reason was given'}.`);
}
