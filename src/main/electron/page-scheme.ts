import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { contentSecurityPolicy } from '../node';

/** The address of the window's page: a scheme of its own, so that it has an origin and headers as on the web. */
export const pageUrl = 'viberot://app/index.html';
export const pageScheme = 'viberot';
/** Where the files of overlays are; only in sessions of their own. */
export const overlayHost = 'overlays';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must be called before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: pageScheme,
      // Files of overlays are asked for across origins, because these pages have none of their own.
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, codeCache: true },
    },
  ]);
}

/** Serves the built page from `directory`, and nothing outside it. */
export function servePages(directory: string): void {
  protocol.handle(pageScheme, async (request) => {
    const path = normalize(decodeURIComponent(new URL(request.url).pathname));
    const file = join(directory, path);
    if (!file.startsWith(directory + sep)) return new Response('Not found', { status: 404 });
    try {
      return new Response(new Uint8Array(await readFile(file)), {
        headers: {
          'content-type': types[extname(file)] ?? 'application/octet-stream',
          'content-security-policy': contentSecurityPolicy({ connect: [], frames: [] }),
          'x-content-type-options': 'nosniff',
        },
      });
    } catch {
      return new Response('Not found', { status: 404 });
    }
  });
}
