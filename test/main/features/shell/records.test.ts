import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecordReader, longestRecord, type ShellRecord } from '../../../../src/main/features/shell/records';

function read(...pieces: Uint8Array[]) {
  const records: ShellRecord[] = [];
  let malformed = 0;
  const reader = createRecordReader({
    onRecord: (record) => void records.push(record),
    onMalformed: () => malformed++,
  });
  for (const piece of pieces) reader.push(piece);
  return { records, malformed };
}

const text = (raw: string) => new Uint8Array(Buffer.from(raw));
const sample =
  'B\x001\x0012.5\0=/tmp\0=echo "a\nb" ü\0\0E\x001\x0013,25\x00130\0\0' +
  'H\x002\x000\0=\x001\0=    7  ls | cat\n\0=ls\0\0E\x002\x000\0?\0\0';
const expected: ShellRecord[] = [
  { type: 'begin', number: 1, atMs: 12_500, cwd: '/tmp', line: 'echo "a\nb" ü' },
  { type: 'end', number: 1, atMs: 13_250, status: 130 },
  { type: 'begin', number: 2, atMs: undefined, cwd: '', line: 'ls | cat' },
  { type: 'end', number: 2, atMs: undefined, status: undefined },
];

test('records are read, wherever the bytes are cut', () => {
  expect(read(text(sample))).toEqual({ records: expected, malformed: 0 });
  const bytes = text(sample);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      // One buffer for all pieces, as files are read.
      const shared = Buffer.alloc(bytes.length);
      const records: ShellRecord[] = [];
      const reader = createRecordReader({
        onRecord: (record) => void records.push(record),
        onMalformed: () => expect.unreachable(),
      });
      at.slice(1).forEach((end, index) => {
        const piece = bytes.subarray(at[index], end);
        shared.set(piece);
        reader.push(shared.subarray(0, piece.length));
        shared.fill(0x78);
      });
      expect(records).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test.each([
  'X\x001\x001\0=a\0=b\0\0',
  'B\x001\x001\0=a\0\0',
  'B\x001\x001\0a\0=b\0\0',
  'B\0-1\x001\0=a\0=b\0\0',
  'B\x001\0now\0=a\0=b\0\0',
  'E\x001\x001\0\0',
  'E\x001\x001\x001\x002\x003\x004\x005\x006\x007\x008\0\0',
  '\0',
  '{"t":"exec"}\0\0',
])('what is no record is counted, and the next one is read: %j', (bad) => {
  expect(read(text(bad + sample))).toEqual({ records: expected, malformed: 1 });
});

test.each([
  ['of nothing', 'B\x001\x001\0=a\0=   \0\0'],
  ['that its shell keeps out of the history', 'H\x001\x001\0=a\x000\0=    7  echo a\n\0=echo secret\0\0'],
])('a line %s is no command, and no fault', (_, left) => {
  expect(read(text(left + sample))).toEqual({ records: expected, malformed: 0 });
});

test('a record without an end takes a bounded amount of memory, and is one that cannot be read', () => {
  const flood = Array.from({ length: 200 }, () => text('y'.repeat(100_000)));
  expect(read(text('B\x001\x001\0=/\0='), ...flood, text(`\0=z\0\0${sample}`))).toEqual({
    records: expected,
    malformed: 1,
  });
});

test('a line of 256 KiB is read as bash tells it, twice', () => {
  const line = `echo ${'é'.repeat(128 * 1024)}`;
  const { records } = read(text(`H\x001\x001\0=/\x001\0=    1  ${line}\n\0=${line}\0\0`));
  expect(records).toMatchObject([{ line }]);
  expect(longestRecord).toBeGreaterThan(2 * 256 * 1024);
});

test('any bytes at all break nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(...[...sample.split(/(?<=\0)/)].map(text)))),
      (pieces) => {
        read(...pieces);
      },
    ),
    { numRuns: 1_000 },
  );
});
