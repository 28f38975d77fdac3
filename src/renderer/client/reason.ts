import { ORPCError } from '@orpc/client';
import { messageOf } from '../../shared/result';

/** Why a call failed, for people: the reason that the hub gives, where the contract has one. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof ORPCError)) return messageOf(error);
  const { data, code } = error;
  if (typeof data === 'object' && data !== null && 'reason' in data) return String(data.reason);
  return code === 'INTERNAL_SERVER_ERROR' ? 'VibeRot could not answer. Its log says why.' : error.message;
}
