import { randomBytes } from 'node:crypto';

/** 192 random bits in a form that fits into an address. */
export function randomToken(): string {
  return randomBytes(24).toString('base64url');
}
