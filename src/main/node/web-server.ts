import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import sirv from 'sirv';
import { WebSocketServer } from 'ws';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import type { Scope } from '../../shared/scope';
import type { Accept, Log } from '../ports';
import { contentSecurityPolicy } from './content-security-policy';
import { sameSecret } from './local-socket';
import type { ServedOverlayPages } from './overlay-pages';
import { webSocketChannel } from './web-socket-channel';

export interface WebServerOptions {
  /** 0 chooses a free port. */
  readonly port: number;
  /** Directory of the built page. It holds no secret and is served to whoever asks on this machine. */
  readonly pages: string;
  /** Files of overlays, which are served to whoever knows their address. */
  readonly overlays: Pick<ServedOverlayPages, 'read'>;
  /** What opens the WebSocket; pages get it in the fragment of their address, which browsers never send. */
  readonly token: string;
  readonly accept: Accept;
  readonly log: Log;
}

export interface WebServer {
  readonly port: number;
  /** The address to open, with the token. */
  readonly url: string;
}

const linkPath = '/link';
const protocol = 'viberot.v1';
const tokenPrefix = 'token.';
/** Terminal input and calls are small; nothing of a page's comes near this. */
const longestMessage = 4 * 1024 * 1024;
/** Pages of one person; more is a fault or an attack. */
const mostConnections = 256;

/**
 * Serves the window as a page on 127.0.0.1, and channels to it on a WebSocket. Requests under another host name
 * (DNS rebinding), from another origin, or without the token are refused.
 */
export async function serveWeb(options: WebServerOptions, scope: Scope): Promise<Result<WebServer, 'port-unusable'>> {
  const server = createServer();
  server.maxConnections = mostConnections;
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  try {
    await listen(server, options.port);
  } catch (error) {
    const remedy = 'Choose another with --port N, or leave it out for a free one.';
    return fail('port-unusable', `Port ${options.port} cannot be used: ${messageOf(error)}. ${remedy}`);
  }
  const { port } = server.address() as AddressInfo;
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);

  const serveFile = sirv(options.pages, {
    etag: true,
    setHeaders: (response, path) => setHeaders(response, path, port),
  });
  server.on('request', (request, response) => {
    if (!hosts.has(request.headers.host ?? '')) return refuse(response, 403, 'Wrong host name');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, 'Only pages are served here');
    if (request.url?.startsWith('/overlay/')) return void serveOverlay(options.overlays, request, response);
    serveFile(request, response, () => refuse(response, 404, 'Not found'));
  });

  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: longestMessage,
    handleProtocols: () => protocol,
  });
  server.on('upgrade', (request, socket, head) => {
    const refusal = refusalOf(request, hosts, options.token);
    if (refusal) {
      options.log.warn('A WebSocket was refused', { reason: refusal.reason });
      return refuseUpgrade(socket, refusal);
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      options.accept(webSocketChannel(webSocket), { transport: 'websocket' });
    });
  });

  scope.defer(() => closeServer(server, connections));
  return ok({ port, url: `http://127.0.0.1:${port}/#token=${options.token}` });
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function serveOverlay(
  overlays: WebServerOptions['overlays'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = ''] = (request.url ?? '').split('?');
  const file = await overlays.read(path);
  if (!file) return refuse(response, 404, 'Not found');
  response.writeHead(200, { ...file.headers, 'content-length': file.body.length });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

interface Refusal {
  readonly status: string;
  readonly reason: string;
}

function refusalOf(request: IncomingMessage, hosts: ReadonlySet<string>, token: string): Refusal | undefined {
  const host = request.headers.host ?? '';
  if (!hosts.has(host)) return { status: '403 Forbidden', reason: 'wrong host name' };
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== `http://${host}`) return { status: '403 Forbidden', reason: 'wrong origin' };
  if (request.url !== linkPath) return { status: '404 Not Found', reason: 'no such path' };
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const given = offered.find((name) => name.startsWith(tokenPrefix))?.slice(tokenPrefix.length) ?? '';
  if (!offered.includes(protocol) || !sameSecret(given, token))
    return { status: '401 Unauthorized', reason: 'no valid token' };
  return undefined;
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

function refuseUpgrade(socket: Duplex, { status, reason }: Refusal): void {
  socket.on('error', () => {});
  // An upgraded socket is under no time limit: one whose other side never closes would stay for ever.
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\nX-Reason: ${reason}\r\n\r\n`);
}

function setHeaders(response: ServerResponse, path: string, port: number): void {
  response.setHeader(
    'Content-Security-Policy',
    contentSecurityPolicy({
      connect: [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`],
      // Overlays show whatever address of the web a rule names.
      frames: ["'self'", 'http:', 'https:'],
    }),
  );
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  // Names of built assets carry their hash; the page itself must always be fresh.
  response.setHeader('Cache-Control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function closeServer(server: Server, connections: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of connections) socket.destroy();
  });
}
