import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Scope } from '../../shared/scope';

/** How clients on this machine reach a running hub: kept in a file that only this user can read. */
export const Session = z.object({ pid: z.number().int(), socket: z.string(), token: z.string() });
export type Session = z.infer<typeof Session>;

export function writeSession(path: string, session: Session, scope: Scope): void {
  rmSync(path, { force: true });
  writeFileSync(path, JSON.stringify(session), { mode: 0o600, flag: 'wx' });
  scope.defer(() => rmSync(path, { force: true }));
}

/** @returns undefined when no hub has left one, or it can't be read. */
export function readSession(path: string): Session | undefined {
  try {
    return Session.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
