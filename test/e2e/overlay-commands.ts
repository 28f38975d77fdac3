// What overlays are shown for: commands, a page of the person's own, and a site.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import type { Scope } from '../../src/shared/scope';
import { type App, expect } from './fixture';

/** Each rule has a command of its own: "sleep 5N.…". */
export const config = `
[[rules]]
id = "progress"
command = "sleep 52.*"
action = { type = "overlay", title = "Sleeping" }

[[rules]]
id = "page"
command = "sleep 53.*"
action = { type = "overlay", title = "My page", show = "dash/index.html", corner = "top-left", width = 300, height = 200 }

[[rules]]
id = "through"
command = "sleep 54.*"
action = { type = "overlay", title = "Glass", corner = "top-left", width = 320, height = 100, click_through = true }
`;

/** Starts a command of a rule; it ends with the scope. */
export function run(minutes: number, scope: Scope): ChildProcess {
  started++;
  const command = spawn('sleep', [`${minutes}.${process.pid}${started}`]);
  scope.defer(() => void command.kill());
  return command;
}
let started = 0;

export const card = (page: Page, name: string) => page.getByRole('article', { name });

/** What a page tries that must not work for it, and what must. It writes what came of it into its body. */
const tryAll = `
const tell = (text) => document.body.append(text + ';');
const unless = (what, action) => { try { action(); tell(what); } catch { tell('no ' + what); } };
unless('storage', () => localStorage.setItem('x', 'y'));
unless('parent', () => parent.document.title + parent.location.href);
tell(window.open('/') ? 'window' : 'no window');
tell('hub' in window || 'require' in window ? 'node' : 'no node');
fetch('data.json').then((answer) => answer.json()).then(({ n }) => tell('data ' + n), () => tell('no data'));
tell(new URLSearchParams(location.hash.slice(1)).get('command'));
`;

export function writePage(home: string): void {
  mkdirSync(join(home, 'dash'));
  writeFileSync(join(home, 'dash/index.html'), '<!doctype html><body><script src="try.js"></script>');
  writeFileSync(join(home, 'dash/try.js'), tryAll);
  writeFileSync(join(home, 'dash/data.json'), '{"n":42}');
}

export const whatAPageMay = /no storage;.*no window;no node;sleep 53\..*data 42;/;

/** Serves a site, and puts a rule in force that shows it for `sleep 55.*`. */
export async function showSite(app: App, scope: Scope): Promise<void> {
  const server = createServer(({ url }, response) => {
    if (url === '/file') response.setHeader('content-disposition', 'attachment; filename=file');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Site</title><h1>Site ${url}</h1><a id="away" href="http://localhost:1/">away</a>
      <a id="within" href="/within">within</a><a id="load" href="/file">load</a>`);
  });
  scope.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  writeFileSync(
    join(app.home, 'config.toml'),
    `[[rules]]\nid = "site"\ncommand = "sleep 55.*"\naction = { type = "overlay", title = "Site", show = "${site}" }\n`,
  );
  await expect.poll(async () => JSON.parse((await app.cli('status', '--json')).stdout).rules.count).toBe(1);
}
