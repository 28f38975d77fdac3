// protocol.handle: Chromium knows no scheme of ours, so `app-scheme://host/path` is served to it from 127.0.0.1 as
// `http://host.app-scheme.localhost:port/path`. The app sees its own addresses only.
const http = require('node:http');
const { Readable } = require('node:stream');
const { notImplemented, strict } = require('./strict.cjs');

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
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
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

function toServed(url) {
  const { protocol: scheme, host } = new URL(url);
  if (!handlers.has(scheme.slice(0, -1))) return url;
  return url.replace(`${scheme}//${host}`, `http://${host}.${scheme.slice(0, -1)}.localhost:${port}`);
}

function fromServed(url) {
  return url.replace(/^http:\/\/([^/]*)\.([a-z][a-z0-9+.-]*)\.localhost:(\d+)/, (all, host, scheme, urlPort) =>
    Number(urlPort) === port ? `${scheme}://${host}` : all,
  );
}

const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes) {
    if (port) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    privileged.push(...schemes);
  },
  handle(scheme, handler) {
    // http://….localhost is a standard, secure origin: only a scheme that has these rights behaves the same.
    const { standard, secure } = privileged.find((entry) => entry.scheme === scheme)?.privileges ?? {};
    if (!standard || !secure)
      throw new Error(`stand-in: the scheme '${scheme}' must be privileged: standard and secure`);
    handlers.set(scheme, handler);
  },
  isProtocolHandled: (scheme) => handlers.has(scheme),
});

/** For the stand-in itself, before `ready`. */
async function startServer() {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = server.address().port;
  server.unref();
}

module.exports = { fromServed, protocol, startServer, toServed };
