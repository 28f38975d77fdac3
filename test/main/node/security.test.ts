import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { connectLocalSocket, serveLocalSocket } from '../../../src/main/node/local-socket';
import { createOverlayPages, type ServedOverlayPages } from '../../../src/main/node/overlay-pages';
import { serveWeb } from '../../../src/main/node/web-server';
import type { Peer } from '../../../src/main/ports';
import { createScope, type Scope } from '../../../src/shared/scope';
import { silentLog } from '../../fixtures/silent-log';
import { temporaryDirectory } from '../gateway/transports';

const token = 'a-token-that-only-this-user-knows';
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
let scope: Scope;
let accepted: Peer[];

beforeEach(() => {
  scope = createScope();
  accepted = [];
});
afterEach(() => scope.close());

describe('the web server', () => {
  let port: number;
  let overlays: ServedOverlayPages;

  beforeEach(async () => {
    const pages = temporaryDirectory(scope);
    overlays = createOverlayPages({ except: pages });
    writeFileSync(join(pages, 'index.html'), '<!doctype html><title>page</title>');
    const accept = (_channel: unknown, peer: Peer) => void accepted.push(peer);
    const served = await serveWeb({ port: 0, pages, overlays, token, accept, log: silentLog }, scope);
    if (!served.ok) throw new Error(served.message);
    port = served.value.port;
  });

  const offer = (given: string | undefined, headers: Record<string, string> = {}, path = '/link') =>
    new Promise<number | 'open'>((resolve, reject) => {
      const protocols = given === undefined ? [] : ['viberot.v1', `token.${given}`];
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, { headers });
      socket.on('open', () => {
        resolve('open');
        socket.close();
      });
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', reject);
    });

  test.each([
    ['the token', token, {}, 'open'],
    ['the token from the page itself', token, 'own origin', 'open'],
    ['no token', undefined, {}, 401],
    ['an empty token', '', {}, 401],
    ['a wrong token', token.replace('a', 'b'), {}, 401],
    ['half a token', token.slice(0, 10), {}, 401],
    ['the token from another origin', token, { Origin: 'https://evil.example' }, 403],
    ['the token from another port of this machine', token, { Origin: 'http://127.0.0.1:1' }, 403],
    ['the token from a sandboxed frame', token, { Origin: 'null' }, 403],
    ['the token under another host name', token, { Host: 'evil.example' }, 403],
  ] as const)('%s: %s', async (_what, given, headers, answer) => {
    const sent = headers === 'own origin' ? { Origin: `http://127.0.0.1:${port}` } : { ...headers };
    expect(await offer(given, sent)).toBe(answer);
    expect(accepted).toHaveLength(answer === 'open' ? 1 : 0);
  });

  test('who is refused is gone, also if its side stays open', async () => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.write('GET /link HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.on('error', () => {});
    await new Promise<void>((resolve) => socket.on('end', () => resolve()).resume());
    // Writing to a connection that is gone ends in an error; to one that is kept it would not.
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    const writing = setInterval(() => socket.write('x'), 10);
    await closed;
    clearInterval(writing);
  });

  test('the WebSocket is only where it is said to be', async () => {
    expect(await offer(token, {}, '/')).toBe(404);
  });

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status: number | undefined; headers: Record<string, unknown> }>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, headers, method }, (response) => {
        response.resume();
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers }));
      })
        .on('error', reject)
        .end();
    });

  test('the page comes with a policy that allows no inline script and no other host', async () => {
    const { status, headers } = await get('/');
    expect(status).toBe(200);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("frame-src 'self' http: https:;");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  });

  test.each([
    ['another host name', '/', { Host: 'evil.example' }, 'GET', 403],
    ['a path outside the pages', '/../../../../etc/passwd', {}, 'GET', 404],
    ['an encoded path outside the pages', '/%2e%2e/%2e%2e/etc/passwd', {}, 'GET', 404],
    ['a POST', '/', {}, 'POST', 405],
  ] as const)('%s is refused', async (_what, path, headers, method, status) => {
    expect((await get(path, { ...headers }, method)).status).toBe(status);
  });

  test('it listens on the loopback interface only', async () => {
    const answer = spawnSync('sh', [
      '-c',
      `cat /proc/net/tcp /proc/net/tcp6 | grep -i ':${port.toString(16).padStart(4, '0')} '`,
    ]);
    const local = String(answer.stdout).trim().split(/\s+/)[1];
    expect(local).toMatch(/^0100007F:/);
  });

  test('a port that is taken is an error that says so', async () => {
    const second = await serveWeb(
      { port, pages: temporaryDirectory(scope), overlays, token, accept: () => {}, log: silentLog },
      scope,
    );
    expect(second).toMatchObject({ ok: false, error: 'port-unusable' });
  });
});

describe('the local socket', () => {
  let path: string;

  beforeEach(async () => {
    path = join(temporaryDirectory(scope), 'hub.sock');
    const accept = (_channel: unknown, peer: Peer) => void accepted.push(peer);
    await serveLocalSocket({ path, token, accept, log: silentLog }, scope);
  });

  test('only its user can open it', () => {
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['a wrong token', 'wrong'],
    ['an empty token', ''],
  ])('%s closes the connection', async (_what, given) => {
    const channel = await connectLocalSocket(path, given);
    await new Promise<void>((resolve) => void channel.onClose(resolve));
    expect(accepted).toEqual([]);
  });

  test.each([
    ['bytes that are no message', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a message of 4 GB', Buffer.from([0xff, 0xff, 0xff, 0xff, 0])],
  ])('%s close the connection', async (_what, bytes) => {
    const socket = connect(path);
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    socket.on('error', () => {});
    socket.end(bytes);
    await closed;
    expect(accepted).toEqual([]);
  });

  test('another user is refused', (context) => {
    if (!isRoot) return context.skip('needs root to become another user');
    chmodSync(join(path, '..'), 0o755);
    const script = `require('net').connect(${JSON.stringify(path)}).on('error', (e) => console.log(e.code)).on('connect', () => { console.log('open'); process.exit() })`;
    const { stdout } = spawnSync(process.execPath, ['-e', script], { uid: nobody, gid: nobody, cwd: '/' });
    expect(String(stdout).trim()).toBe('EACCES');
  });

  test('a socket that belongs to another user is not told the token', async (context) => {
    if (!isRoot) return context.skip('needs root to give a file to another user');
    const directory = mkdtempSync(join(tmpdir(), 'viberot-test-'));
    scope.defer(() => rmSync(directory, { recursive: true }));
    const theirs = join(directory, 'hub.sock');
    await serveLocalSocket({ path: theirs, token, accept: () => {}, log: silentLog }, scope);
    chownSync(theirs, nobody, nobody);
    await expect(connectLocalSocket(theirs, token)).rejects.toThrow('belongs to another user');
  });

  test('neither is one that others could reach, nor what a link leads to', async () => {
    const linked = `${path}.link`;
    symlinkSync(path, linked);
    await expect(connectLocalSocket(linked, token)).rejects.toThrow('is no socket');
    chmodSync(path, 0o666);
    await expect(connectLocalSocket(path, token)).rejects.toThrow('can be reached by other users');
  });
});
