import { z } from 'zod';
import { lineOfHistory } from './history';
import { textOf } from './text';

/** A command line begins, or ends, in a shell that numbers them. `atMs` since the epoch, where the shell can tell. */
export type ShellRecord =
  | { type: 'begin'; number: number; atMs: number | undefined; cwd: string; line: string }
  | { type: 'end'; number: number; atMs: number | undefined; status: number | undefined };

export interface RecordReaderOptions {
  readonly onRecord: (record: ShellRecord) => void;
  /** Something that is no record was skipped. */
  readonly onMalformed: () => void;
}

/** Puts the records of a shell together from bytes that were cut anywhere. They are described in viberot.bash. */
export interface RecordReader {
  push(bytes: Uint8Array): void;
}

/** In bytes. A native probe sends command lines of up to 256 KiB; bash sends a line twice. */
export const longestRecord = 600_000;
const mostFields = 7;

export function createRecordReader({ onRecord, onMalformed }: RecordReaderOptions): RecordReader {
  let fields: Uint8Array[] = [];
  let begun: Uint8Array[] = [];
  let size = 0;
  let isEmpty = true;

  /** A piece of a field. What is too long is not kept, only counted. */
  function keep(piece: Uint8Array): void {
    if (piece.length === 0) return;
    isEmpty = false;
    size += piece.length;
    if (size <= longestRecord) begun.push(Uint8Array.from(piece));
  }

  function finishField(): void {
    if (isEmpty) {
      finishRecord();
      return;
    }
    size++;
    if (fields.length === mostFields) size = longestRecord + 1;
    else fields.push(joined(begun));
    begun = [];
    isEmpty = true;
  }

  function finishRecord(): void {
    const record = size <= longestRecord ? parseRecord(fields.map(textOf)) : undefined;
    fields = [];
    size = 0;
    if (!record) onMalformed();
    else if (record.type === 'end' || record.line.trim() !== '') onRecord(record);
  }

  return {
    push(bytes) {
      let from = 0;
      for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, from)) {
        keep(bytes.subarray(from, at));
        finishField();
        from = at + 1;
      }
      keep(bytes.subarray(from));
    },
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const natural = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
/** Seconds with a fraction; some locales write a comma. 0: the shell cannot tell. */
const time = z
  .string()
  .regex(/^\d{1,12}([.,]\d{1,12})?$/)
  .transform((text) => Number(text.replace(',', '.')) * 1000 || undefined);
/** Marked by "=", so that no field is empty. */
const text = z
  .string()
  .startsWith('=')
  .transform((marked) => marked.slice(1));
const status = z.union([z.literal('?').transform(() => undefined), natural]);

const Begin = z
  .tuple([z.literal('B'), natural, time, text, text])
  .transform(([, number, atMs, cwd, line]) => ({ type: 'begin' as const, number, atMs, cwd, line }));
const BeginByHistory = z
  .tuple([z.literal('H'), natural, time, text, natural, text, text])
  .transform(([, number, atMs, cwd, saved, history, command]) => ({
    ...{ type: 'begin' as const, number, atMs, cwd },
    line: lineOfHistory(history, saved, command),
  }));
const End = z
  .tuple([z.literal('E'), natural, time, status])
  .transform(([, number, atMs, status]) => ({ type: 'end' as const, number, atMs, status }));
const kinds = new Map<string | undefined, typeof Begin | typeof BeginByHistory | typeof End>([
  ['B', Begin],
  ['H', BeginByHistory],
  ['E', End],
]);

/** @returns undefined when the fields are no record */
const parseRecord = (fields: readonly string[]): ShellRecord | undefined =>
  kinds.get(fields[0])?.safeParse(fields).data;
