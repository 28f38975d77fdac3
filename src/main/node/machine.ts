import { hostname } from 'node:os';

/** This machine's name, as programs tell it. */
export function machineName(): string {
  return hostname();
}
