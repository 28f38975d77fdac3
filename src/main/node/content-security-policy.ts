/**
 * What the window's page may do: its own scripts and fonts, no inline script, no other host, no frame around it.
 * Inline styles are allowed because the terminal sets its cell sizes by them.
 *
 * @param connect origins that the page may open a WebSocket to
 */
export function contentSecurityPolicy(connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
