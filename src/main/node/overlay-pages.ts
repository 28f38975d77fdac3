import { constants } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { basename, dirname, extname, join, sep } from 'node:path';
import type { Overlay } from '../../shared/vocabulary';
import type { OverlayPages } from '../ports';
import { randomToken } from './token';

/** A file for a page, with the headers that keep it in its place. */
export interface OverlayFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ServedOverlayPages extends OverlayPages {
  /**
   * The file at a path such as "/overlay/SECRET/index.html". Undefined for everything but files of the web in the folder
   * of an overlay that is up, and below it: no links, no hidden files.
   */
  read(path: string): Promise<OverlayFile | undefined>;
}

export interface OverlayPagesOptions {
  /** A folder whose files are never served. */
  readonly except: string;
}

const place = 'overlay';
const mostBytes = 100_000_000;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.htm': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
};

/** Its own files and nothing of the network; an origin that no other page has, so that it is never taken for ours. */
const policy = [
  "default-src 'self' 'unsafe-inline' data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-scripts',
].join('; ');

export function createOverlayPages({ except }: OverlayPagesOptions): ServedOverlayPages {
  const files = new Map<string, string>();
  const secrets = new Map<Overlay['id'], string>();

  return {
    open(overlay) {
      const secret = secrets.get(overlay.id) ?? randomToken();
      secrets.set(overlay.id, secret);
      files.set(secret, overlay.content.path);
      const name = encodeURIComponent(basename(overlay.content.path));
      return `${place}/${secret}/${name}#${aboutCommand(overlay)}`;
    },
    close(id) {
      files.delete(secrets.get(id) ?? '');
      secrets.delete(id);
    },
    async read(path) {
      const [, first, secret = '', ...names] = path.split('/').map(decoded);
      const file = files.get(secret);
      if (first !== place || file === undefined || !names.every(isPlain)) return undefined;
      try {
        return await readBeside(file, names, except);
      } catch {
        return undefined;
      }
    },
  };
}

/** What the page may want to tell about the command; a fragment is sent to nobody. */
function aboutCommand({ command, process, ruleId, title, startedAt }: Overlay): string {
  const [pid = ''] = process.split(':');
  return new URLSearchParams({ command, pid, rule: ruleId, title, started: String(startedAt) }).toString();
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** The name of a file or folder that is no way out and not hidden. */
function isPlain(name: string | undefined): name is string {
  return name !== undefined && name !== '' && !name.startsWith('.') && !/[/\\\0]/.test(name);
}

async function readBeside(file: string, names: readonly string[], except: string): Promise<OverlayFile | undefined> {
  // The file that the rule names may be a link; what lies beside it may not.
  const root = dirname(await realpath(file));
  const named = names.length === 1 && names[0] === basename(file);
  const path = named ? await realpath(file) : join(root, ...names);
  const type = types[extname(path).toLowerCase()];
  if (type === undefined || `${path}${sep}`.startsWith(`${await realpath(except).catch(() => except)}${sep}`)) return;
  if ((await realpath(path)) !== path || !(await lstat(path)).isFile()) return undefined;
  const body = await readWhole(path);
  return body && { body, headers: { 'content-type': type, ...restraints } };
}

async function readWhole(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // Windows has no such flags; a link was refused before. To open a FIFO would wait for its writer.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(path, flags);
  try {
    const info = await handle.stat();
    return !info.isFile() || info.size > mostBytes ? undefined : new Uint8Array(await handle.readFile());
  } finally {
    await handle.close();
  }
}

const restraints = {
  'content-security-policy': policy,
  // Its origin is "null", also for its own files.
  'access-control-allow-origin': 'null',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};
