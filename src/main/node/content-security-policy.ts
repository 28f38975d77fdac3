export interface PagePolicy {
  /** Origins that the page may open a WebSocket to. */
  readonly connect: readonly string[];
  /** What it may show in frames: where there are no windows of their own for overlays, these are in the page. */
  readonly frames: readonly string[];
}

/**
 * What the window's page may do: its own scripts and fonts, no inline script, no other host, no frame around it.
 * Inline styles are allowed because the terminal sets its cell sizes by them.
 */
export function contentSecurityPolicy({ connect, frames }: PagePolicy): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    `frame-src ${frames.length > 0 ? frames.join(' ') : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
