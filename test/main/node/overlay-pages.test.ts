import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOverlayPages, type ServedOverlayPages } from '../../../src/main/node/overlay-pages';
import { serveWeb } from '../../../src/main/node/web-server';
import { createScope, type Scope } from '../../../src/shared/scope';
import { silentLog } from '../../fixtures/silent-log';
import { temporaryDirectory } from '../gateway/transports';

let scope: Scope;
let root: string;
let port: number;
let pages: ServedOverlayPages;
beforeEach(async () => {
  scope = createScope();
  root = temporaryDirectory(scope);
  for (const folder of ['home/shown/assets', 'home/shown/.git', 'home/shown/run', 'home/other', 'web']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  const files = {
    'home/shown/my page.html': '<!doctype html>mine',
    'home/shown/assets/app.js': 'let x',
    'home/shown/secret.key': 'secret',
    'home/shown/.env.json': '{"secret":1}',
    'home/shown/.git/config.json': '{"secret":1}',
    'home/shown/run/hub.json': '{"token":"secret"}',
    'home/other/secret.json': '{"secret":1}',
    'web/index.html': '<!doctype html>ours',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  symlinkSync(join(root, 'home/other/secret.json'), join(root, 'home/shown/link.json'));
  execFileSync('mkfifo', [join(root, 'home/shown/fifo.js')]);
  symlinkSync(join(root, 'home/other'), join(root, 'home/shown/folder'));
  pages = createOverlayPages({ except: join(root, 'home/shown/run') });
  const options = { port: 0, pages: join(root, 'web'), token: 'token', accept: () => {}, log: silentLog };
  const served = await serveWeb({ ...options, overlays: pages }, scope);
  if (!served.ok) throw new Error(served.message);
  port = served.value.port;
});
afterEach(() => scope.close());

function open(id: string, path: string): string {
  const address = pages.open({
    ...{ id, ruleId: 'tests', process: '12:34', title: 'Tests', command: 'npm test -- a&b', startedAt: 5 },
    ...{ content: { type: 'page', path }, corner: 'top-left', width: 1, height: 1, clickThrough: false },
  });
  return `/${address}`;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Without a URL parser, which would take dots out of the path. */
function get(path: string, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: path.replace(/#.*/, ''), method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

test('the file of an overlay is served while the overlay is up, and no longer', async () => {
  const address = open('a', join(root, 'home/shown/my page.html'));
  expect(await get(address)).toMatchObject({ status: 200, body: '<!doctype html>mine' });
  pages.close('a');
  expect((await get(address)).status).toBe(404);
});

test('it cannot act as our page: it has no origin, no network, and nothing but scripts', async () => {
  const { headers } = await get(open('a', join(root, 'home/shown/my page.html')));
  const policy = String(headers['content-security-policy']);
  expect(policy).toMatch(/sandbox allow-scripts$/);
  expect(policy).toContain("default-src 'self' 'unsafe-inline' data: blob:;");
  expect(policy).toContain("frame-ancestors 'self'");
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'access-control-allow-origin': 'null' });
});

test('its address can’t be guessed, is another for each overlay, and tells the page about the command', () => {
  const file = join(root, 'home/shown/my page.html');
  const [first, second] = [open('a', file), open('b', file)];
  expect(first).toMatch(/^\/overlay\/[\w-]{32}\/my%20page\.html#/);
  expect(first.split('/')[2]).not.toBe(second.split('/')[2]);
  expect(open('a', file)).toBe(first);
  expect(Object.fromEntries(new URLSearchParams(first.split('#')[1]))).toEqual({
    ...{ command: 'npm test -- a&b', pid: '12', rule: 'tests', title: 'Tests', started: '5' },
  });
});

describe('beside it', () => {
  let base: string;
  beforeEach(() => {
    base = open('a', join(root, 'home/shown/my page.html')).replace(/my%20page.*/, '');
  });

  test('files of the web are served, with their types', async () => {
    expect(await get(`${base}assets/app.js`)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    });
    expect(await get(`${base}assets/app.js`, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  test.each([
    ['a file of another kind', 'secret.key'],
    ['a hidden file', '.env.json'],
    ['a file in a hidden folder', '.git/config.json'],
    ['a file of the hub', 'run/hub.json'],
    ['a link to a file', 'link.json'],
    ['a link to a folder', 'folder/secret.json'],
    ['what lies above', '../other/secret.json'],
    ['what lies above, encoded', '%2e%2e/other/secret.json'],
    ['what lies above, encoded with its slash', '..%2fother%2fsecret.json'],
    ['what lies above, with a backslash', '..%5cother%5csecret.json'],
    ['an absolute path', '%2Fetc%2Fpasswd'],
    ['a name with an end in it', 'my%20page.html%00.js'],
    ['a name that is no text', '%ff.html'],
    ['the folder itself', ''],
    ['a folder', 'assets'],
    ['a FIFO', 'fifo.js'],
    ['nothing', 'missing.html'],
  ])('%s is not', async (_what, path) => {
    expect(await get(base + path)).toMatchObject({ status: 404, body: 'Not found\n' });
  });
});

test('an address of no overlay leads nowhere', async () => {
  open('a', join(root, 'home/shown/my page.html'));
  for (const path of ['/overlay/', '/overlay//my%20page.html', '/overlay/guess/my%20page.html', '/overlay']) {
    expect((await get(path)).status).toBe(404);
  }
});

test('a rule may name a link; what lies beside the real file is served then', async () => {
  symlinkSync(join(root, 'home/shown/my page.html'), join(root, 'home/other/dash.html'));
  const address = open('a', join(root, 'home/other/dash.html'));
  expect((await get(address)).body).toBe('<!doctype html>mine');
  expect((await get(address.replace('dash.html', 'assets/app.js'))).status).toBe(200);
  expect((await get(address.replace('dash.html', 'secret.json'))).status).toBe(404);
});
