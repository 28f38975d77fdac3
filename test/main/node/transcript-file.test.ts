import {
  closeSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { transcriptFiles } from '../../../src/main/node/transcript-file';
import { silentLog } from '../../fixtures/silent-log';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'transcripts-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name = 'deep/one.log') => join(folder, name);
const read = (path: string) => readFileSync(path, 'utf8');

test('bytes come after those of before, at the latest when it closes, in a file of this user only', async () => {
  const open = transcriptFiles(silentLog);
  for (const text of ['one ', 'two']) {
    const transcript = open(file());
    const bytes = Buffer.from(text);
    transcript.append(bytes);
    bytes.fill(0);
    transcript.close();
  }
  expect(read(file())).toBe('one two');
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test('what is written can be followed while the program runs', async () => {
  const transcript = transcriptFiles(silentLog)(file());
  transcript.append(Buffer.from('now'));
  await expect.poll(() => statSync(file(), { throwIfNoEntry: false })?.size).toBe(3);
  transcript.append(Buffer.alloc(200_000));
  expect(statSync(file()).size).toBe(200_003);
  transcript.close();
});

test('it is bounded: when it is full it begins anew, with the one before beside it', () => {
  const transcript = transcriptFiles(silentLog, { longest: 100_000 })(file());
  const parts = Array.from({ length: 7 }, (_, at) => `${at}`.repeat(40_000));
  for (const part of parts) transcript.append(Buffer.from(part));
  transcript.close();
  const kept = read(`${file()}.1`) + read(file());
  expect(parts.join('').endsWith(kept)).toBe(true);
  expect(kept.length).toBeGreaterThan(100_000);
  expect(statSync(file()).size).toBeLessThanOrEqual(100_000);
});

test('a place where it cannot be written costs the transcript and nothing else, and is said once', () => {
  writeFileSync(file('flat'), '');
  const said: string[] = [];
  const transcript = transcriptFiles({ ...silentLog, warn: (message) => void said.push(message) })(file('flat/x'));
  for (let times = 0; times < 3; times++) transcript.append(Buffer.alloc(100_000));
  transcript.close();
  expect(said).toEqual(['A transcript cannot be written']);
});

test.runIf(process.platform === 'linux')('a full disk costs what came meanwhile, and is said once', async () => {
  const said: string[] = [];
  const transcript = transcriptFiles({ ...silentLog, warn: (message) => void said.push(message) })('/dev/full');
  for (let times = 0; times < 3; times++) transcript.append(Buffer.alloc(100_000));
  transcript.append(Buffer.alloc(10));
  await expect.poll(() => said.length).toBe(1);
  transcript.close();
  expect(said).toEqual(['A transcript cannot be written']);
});

test.runIf(process.platform === 'linux')('a file that cannot even be closed keeps no program from ending', () => {
  const said: string[] = [];
  const transcript = transcriptFiles({ ...silentLog, warn: (message) => void said.push(message) })(file());
  transcript.append(Buffer.alloc(100_000));
  // As a network's file system fails when what was written does not fit.
  const [descriptor = ''] = readdirSync('/proc/self/fd').filter((fd) => isOpen(fd, file()));
  closeSync(Number(descriptor));
  transcript.close();
  expect(said).toEqual(['A transcript cannot be written']);
});

function isOpen(fd: string, path: string): boolean {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`) === path;
  } catch {
    return false;
  }
}
