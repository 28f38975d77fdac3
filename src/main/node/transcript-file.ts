import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log, OpenTranscript } from '../ports';

/** A file that is longer begins anew; the one before it stays beside it, as `FILE.1`. */
const longestFile = 64 * 1024 * 1024;
const bufferBytes = 64 * 1024;
/** So old is at most what a reader of the file does not see yet. */
const flushMs = 250;

/** Transcripts as files of this user only (0600), appended to. */
export function transcriptFiles(log: Log, { longest = longestFile } = {}): OpenTranscript {
  return (path) => {
    const buffer = Buffer.allocUnsafeSlow(bufferBytes);
    let buffered = 0;
    let file: number | undefined;
    let size = 0;
    let timer: NodeJS.Timeout | undefined;
    let complained = false;

    function write(bytes: Uint8Array): void {
      try {
        file ??= open();
        if (size > 0 && size + bytes.length > longest) rotate(file);
        file ??= open();
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
        size += bytes.length;
      } catch (error) {
        complain(error);
      }
    }

    function complain(error: unknown): void {
      if (!complained) log.warn('A transcript cannot be written', { path, error });
      complained = true;
    }

    function open(): number {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const opened = openSync(path, 'a', 0o600);
      size = fstatSync(opened).size;
      return opened;
    }

    function rotate(opened: number): void {
      closeSync(opened);
      file = undefined;
      renameSync(path, `${path}.1`);
    }

    function flush(): void {
      clearTimeout(timer);
      timer = undefined;
      if (buffered > 0) write(buffer.subarray(0, buffered));
      buffered = 0;
    }

    return {
      append(bytes) {
        if (buffered + bytes.length > bufferBytes) flush();
        if (bytes.length > bufferBytes) return write(bytes);
        buffer.set(bytes, buffered);
        buffered += bytes.length;
        timer ??= setTimeout(flush, flushMs);
      },
      close() {
        flush();
        try {
          if (file !== undefined) closeSync(file);
        } catch (error) {
          // Over a network only this tells that there is no room.
          complain(error);
        }
        file = undefined;
      },
    };
  };
}
