import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright';
import { build } from 'vite';
import type { Scope } from '../../../../../src/shared/scope';

/** Where Chromium is, if it is installed. */
export function findChromium(): string | undefined {
  const places = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
    (name) => `/usr/bin/${name}`,
  );
  return [process.env.CHROMIUM_PATH ?? '', chromium.executablePath(), ...places].find(existsSync);
}

const address = 'http://terminals.test';
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface TerminalPage {
  /** A fresh page with one terminal, whose host the test plays. */
  open(): Promise<Page>;
}

/** Real terminals in a real browser; undefined where there is no Chromium. */
export async function startTerminalPage(scope: Scope): Promise<TerminalPage | undefined> {
  const executablePath = findChromium();
  if (!executablePath) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'viberot-terminal-page-'));
  scope.defer(() => rmSync(folder, { recursive: true, force: true }));
  await build({
    ...{ configFile: false, logLevel: 'warn', base: './', root: import.meta.dirname },
    plugins: [react(), tailwindcss()],
    build: { outDir: folder, emptyOutDir: true, minify: false },
  });
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-quic', '--no-first-run'],
  });
  scope.defer(() => browser.close());
  return { open: () => openIn(browser, folder) };
}

async function openIn(browser: Browser, folder: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
  await page.route(`${address}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const file = pathname === '/' ? '/index.html' : pathname;
    const contentType = types[extname(file)] ?? 'application/octet-stream';
    return route.fulfill({ body: readFileSync(join(folder, file)), contentType });
  });
  await page.goto(address);
  // Attached, and with the size of the page.
  await page.waitForFunction(() => 'stage' in window && document.querySelector('.xterm-screen') !== null);
  return page;
}
