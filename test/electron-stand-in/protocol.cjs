// protocol.handle: Chromium knows no scheme of ours, so `app-scheme://host/path` is served to it from 127.0.0.1 as
// `http://host.app-scheme.localhost:port/path`, in the session of a partition as `http://sN--host.app-scheme…`. The app
// sees its own addresses only.
const http = require('node:http');
const { Readable } = require('node:stream');
const { notImplemented, strict } = require('./strict.cjs');

/** By session and scheme: "0 app-scheme". */
const handlers = new Map();
const privileged = [];
let port;

const server = http.createServer((request, response) => {
  serve(request, response).catch((error) => {
    console.error('stand-in: a protocol handler failed:', error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});

async function serve(request, response) {
  // Only a browser asks for this; Electron does not.
  if (request.url === '/favicon.ico') {
    response.writeHead(204).end();
    return;
  }
  const url = fromServed(`http://${request.headers.host}${request.url}`);
  const number = /^s(\d+)--/.exec(request.headers.host)?.[1] ?? '0';
  const handler = handlers.get(`${number} ${new URL(url).protocol.slice(0, -1)}`);
  if (!handler) {
    response.writeHead(404).end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw notImplemented('protocol.handle for requests with a body');
  const { method, headers } = request;
  const answer = await handler(new Request(url, { method, headers: appHeaders(headers) }));
  response.writeHead(answer.status, [...answer.headers].flat());
  if (answer.body) Readable.fromWeb(answer.body).pipe(response);
  else response.end();
}

/** The page's address also stands in these headers. */
function appHeaders({ host: _host, connection: _connection, ...headers }) {
  for (const name of ['origin', 'referer']) if (headers[name]) headers[name] = fromServed(headers[name]);
  return headers;
}

/** @param number that of the session */
function toServed(url, number) {
  const { protocol: scheme, host } = new URL(url);
  if (!handlers.has(`${number} ${scheme.slice(0, -1)}`)) return url;
  const prefix = number === 0 ? '' : `s${number}--`;
  return url.replace(`${scheme}//${host}`, `http://${prefix}${host}.${scheme.slice(0, -1)}.localhost:${port}`);
}

function fromServed(url) {
  return url.replace(
    /^http:\/\/(?:s\d+--)?([^/]*)\.([a-z][a-z0-9+.-]*)\.localhost:(\d+)/,
    (all, host, scheme, urlPort) => (Number(urlPort) === port ? `${scheme}://${host}` : all),
  );
}

/** The schemes of one session. */
function createProtocol(number) {
  return strict('session.protocol', {
    handle(scheme, handler) {
      // http://….localhost is a standard, secure origin: only a scheme that has these rights behaves the same.
      const { standard, secure } = privileged.find((entry) => entry.scheme === scheme)?.privileges ?? {};
      if (!standard || !secure)
        throw new Error(`stand-in: the scheme '${scheme}' must be privileged: standard and secure`);
      handlers.set(`${number} ${scheme}`, handler);
    },
    isProtocolHandled: (scheme) => handlers.has(`${number} ${scheme}`),
  });
}

const protocol = strict('protocol', {
  ...createProtocol(0),
  registerSchemesAsPrivileged(schemes) {
    if (port) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    privileged.push(...schemes);
  },
});

/** For the stand-in itself, before `ready`. */
async function startServer() {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = server.address().port;
  server.unref();
}

module.exports = { createProtocol, fromServed, protocol, startServer, toServed };
