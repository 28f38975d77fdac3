import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fail, messageOf, ok, type Result } from '../../shared/result';

/** Writes text in parts to a file, which only this user can read if it is new. */
export async function writeParts(path: string, parts: AsyncIterable<string>): Promise<Result<void, 'not-writable'>> {
  try {
    await pipeline(Readable.from(parts), createWriteStream(path, { mode: 0o600 }));
    return ok(undefined);
  } catch (error) {
    return fail('not-writable', messageOf(error));
  }
}
