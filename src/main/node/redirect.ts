import { rmSync, writeFileSync } from 'node:fs';
import type { Scope } from '../../shared/scope';

/**
 * Writes a page that only this user can read and that leads to an address with a secret in it, so that the secret does
 * not show in the arguments of the browser that is started. Removed with the scope. @returns its path
 */
export function writeRedirect(path: string, url: string, scope: Scope): string {
  const address = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const html = `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}">
<title>VibeRot</title>
<p><a href="${address}">Open VibeRot</a></p>
`;
  rmSync(path, { force: true });
  writeFileSync(path, html, { mode: 0o600, flag: 'wx' });
  scope.defer(() => rmSync(path, { force: true }));
  return path;
}
