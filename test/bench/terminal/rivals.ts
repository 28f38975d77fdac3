import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { connectLocalSocket, locateHome, readSession } from '../../../src/main/node';
import type { Client } from '../../../src/shared/contract';
import { createConnection } from '../../../src/shared/link';
import type { Scope } from '../../../src/shared/scope';
import { findChromium } from '../../e2e/targets';
import { makeHome, startHub } from '../../fixtures/running-hub';

/** A hub with its terminal host, as people have it. */
export interface OurHub {
  readonly client: Client;
  readonly url: string;
  /** Of the hub, and of its terminal host once there is one. */
  pids(): number[];
}

export async function startOurHub(scope: Scope): Promise<OurHub> {
  const home = makeHome(scope, '');
  const { pid, url } = await startHub(home, scope);
  const session = readSession(locateHome(home).session);
  if (!session) throw new Error(`The hub of ${home} left no word of itself`);
  const connection = createConnection({
    connect: () => connectLocalSocket(session.socket, session.token),
    reconnect: false,
  });
  scope.use(connection);
  const run = join(home, 'run');
  const records = () => readdirSync(run).filter((name) => /^terminals-[0-9a-f]+\.json$/.test(name));
  const pidIn = (name: string) => Number(JSON.parse(readFileSync(join(run, name), 'utf8')).pid);
  const hosts = () => records().map(pidIn);
  // Terminal hosts outlive their hub by design; what runs in them hangs up with them.
  scope.defer(() => hosts().forEach((host) => void process.kill(host, 'SIGKILL')));
  return { client: connection.client, url, pids: () => [pid, ...hosts()] };
}

/** The other pipelines. @returns the port of their process, and its pid */
export async function startOthers(
  root: string,
  scope: Scope,
): Promise<{ readonly port: number; readonly pid: number }> {
  const file = join(root, 'test', 'bench', 'terminal', 'contestants.mjs');
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  scope.defer(() => void child.stdin.end());
  for await (const line of createInterface({ input: child.stdout }))
    return { port: Number(line), pid: child.pid ?? -1 };
  throw new Error(`${file} did not start`);
}

/** Pages of the benchmark, which the browser takes for pages of the hub. */
export interface Pages {
  open(hub: OurHub): Promise<Page>;
}

const noLocalChecks = '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets';
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export async function buildPages(root: string, scope: Scope): Promise<Pages> {
  const folder = mkdtempSync(join(tmpdir(), 'viberot-bench-page-'));
  scope.defer(() => rmSync(folder, { recursive: true, force: true }));
  await build({
    ...{ configFile: false, logLevel: 'warn', base: './', root: join(root, 'test', 'bench', 'terminal', 'page') },
    plugins: [react(), tailwindcss()],
    build: { outDir: folder, emptyOutDir: true },
  });
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    // Pages that are put in place of the hub's own count as public ones, which may not connect to this machine.
    args: ['--no-sandbox', '--disable-background-networking', '--disable-quic', '--no-first-run', noLocalChecks],
  });
  scope.defer(() => browser.close());
  return { open: (hub) => openPage(browser, folder, hub) };
}

async function openPage(browser: Browser, folder: string, { url }: OurHub): Promise<Page> {
  const { origin, hash } = new URL(url);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => console.error(`The page: ${error.message}`));
  await page.route(`${origin}/bench/**`, (route) => {
    const file = new URL(route.request().url()).pathname.slice('/bench'.length);
    const contentType = types[extname(file)] ?? 'application/octet-stream';
    return route.fulfill({ body: readFileSync(join(folder, file)), contentType });
  });
  await page.goto(`${origin}/bench/index.html${hash}`);
  await page.waitForFunction(() => 'bench' in window);
  return page;
}
