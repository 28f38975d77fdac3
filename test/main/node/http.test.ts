import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHttp } from '../../../src/main/node/http';
import { createScope, type Scope } from '../../../src/shared/scope';
import { type Answer, type HttpServer, serveHttp } from '../../fixtures/http-server';

let scope: Scope;
const http = createHttp();

beforeEach(() => {
  scope = createScope();
});
afterEach(async () => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  await scope.close();
});

function post(
  url: string,
  more: { allowPrivate?: boolean; signal?: AbortSignal; headers?: Record<string, string> } = {},
) {
  const usual = { headers: { 'X-Mine': 'ü' }, body: '{"a":"ü"}', allowPrivate: false, signal: scope.signal };
  return http.post({ url, ...usual, ...more });
}

test('A body is sent by POST with its length, and the answer comes back', async () => {
  const server = await serveHttp(scope, { status: 418, headers: { 'Retry-After': '7' }, body: 'täa' });
  const headers = { 'X-Mine': 'yes', 'Content-Type': 'application/json' };
  const answer = await post(`${server.url}/hook?x=1`, { allowPrivate: true, headers });
  expect(answer).toEqual({ ok: true, value: { status: 418, retryAfter: '7', text: 'täa' } });
  expect(server.asked).toMatchObject([{ method: 'POST', path: '/hook?x=1', body: '{"a":"ü"}' }]);
  expect(server.asked[0]?.headers).toMatchObject({ 'x-mine': 'yes', 'content-length': '10' });
});

test.each([
  ['a'.repeat(1_000_000), 'a'.repeat(1_024)],
  [`${'a'.repeat(1_023)}ü`, 'a'.repeat(1_023)],
])('Of a long answer only the beginning is read (%#)', async (body, text) => {
  const server = await serveHttp(scope, { body });
  expect(await post(server.url, { allowPrivate: true })).toMatchObject({ value: { status: 200, text } });
});

test('A redirect is not followed', async () => {
  const aim = await serveHttp(scope);
  const server = await serveHttp(scope, { status: 307, headers: { Location: aim.url } });
  expect(await post(server.url, { allowPrivate: true })).toMatchObject({ value: { status: 307 } });
  expect(aim.asked).toEqual([]);
});

describe('Nothing is sent to an address that is not of the public internet:', () => {
  let server: HttpServer;
  beforeEach(async () => {
    server = await serveHttp(scope);
  });

  test.each([
    ...[
      '127.0.0.1:PORT',
      '127.1:PORT',
      '2130706433:PORT',
      '0x7f000001:PORT',
      'localhost:PORT',
      '[::1]',
      '0.0.0.0:PORT',
    ],
    ...['[::ffff:127.0.0.1]:PORT', '[::]', '10.1.2.3', '172.16.0.1', '192.168.0.1', '100.64.0.1', '169.254.169.254'],
    ...['[fe80::1]', '[fd00::1]', '[fd00:ec2::254]', '[64:ff9b::7f00:1]', '224.0.0.1', '255.255.255.255'],
  ])('%s', async (host) => {
    const answer = await post(`http://${host.replace('PORT', String(server.port))}/`);
    expect(answer).toMatchObject({ ok: false, error: 'refused' });
    expect(answer.ok || answer.message).toContain('add allow_private = true to the action');
    expect(server.asked).toEqual([]);
  });

  test('a name that leads there, also when it led elsewhere a moment ago', async () => {
    // What a name server of an attacker does: the first look is answered harmlessly, the second is not.
    const looked: string[] = [];
    vi.spyOn(dns, 'lookup').mockImplementation(((
      name: string,
      options: { all?: boolean },
      done: (...args: unknown[]) => void,
    ) => {
      looked.push(name);
      if (options.all)
        done(null, [
          { address: '93.184.216.34', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ]);
      else done(null, '127.0.0.1', 4);
    }) as unknown as typeof dns.lookup);
    syncBuiltinESMExports();
    expect(await post(`http://rebound.example:${server.port}/`)).toMatchObject({ ok: false, error: 'refused' });
    expect(looked).toEqual(['rebound.example']);
    expect(server.asked).toEqual([]);
  });
});

test.each(['file:///etc/passwd', 'ftp://example.com/', 'nonsense', ''])('%j is no address to send to', async (url) => {
  expect(await post(url)).toMatchObject({ ok: false, error: 'refused' });
});

test('A header that cannot be sent is told, without its value', async () => {
  const answer = await post('https://example.com/', { headers: { 'X-Token': 'secret\nvalue' } });
  expect(answer).toMatchObject({ ok: false, error: 'refused' });
  expect(answer.ok || answer.message).toContain('X-Token');
  expect(answer.ok || answer.message).not.toContain('secret');
});

test('A server that is not there is told', async () => {
  const gone = createScope();
  const { url } = await serveHttp(gone);
  await gone.close();
  const answer = await post(url, { allowPrivate: true });
  expect(answer).toMatchObject({ ok: false, error: 'unreachable' });
  expect(answer.ok || answer.message).toMatch(/^127\.0\.0\.1 could not be reached: .*ECONNREFUSED/);
});

test('A request can be taken back', async () => {
  const server = await serveHttp(scope, { silent: true } satisfies Answer);
  const controller = new AbortController();
  const answer = post(server.url, { allowPrivate: true, signal: controller.signal });
  await expect.poll(() => server.asked.length).toBe(1);
  controller.abort();
  expect(await answer).toMatchObject({ ok: false, error: 'unreachable' });
});
