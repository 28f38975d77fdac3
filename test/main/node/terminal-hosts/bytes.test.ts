import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Home } from '../../../../src/main/ports';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { type BuiltTerminalHost, buildTerminalHost } from '../../../fixtures/terminal-host';
import { createHome, createHub, eventually, type Hub, hostPids, size, watch } from './rig';

/** What programs write, through a real host and a line, and what is typed to them. */
let built: BuiltTerminalHost;
let scope: Scope;
let home: Home;
let hub: Hub;

beforeAll(async () => {
  built = await buildTerminalHost();
});
afterAll(() => built.remove());
beforeEach(() => {
  scope = createScope();
  home = createHome(scope);
  hub = createHub(home, built, scope);
});
afterEach(() => scope.close());

/** Runs a command that waits for a line of input first; resolves with all that it wrote after that. */
async function outputOf(command: string): Promise<Buffer> {
  const { id } = await hub.open(`stty raw -echo; printf '<go>'; head -c 1 >/dev/null; ${command}`);
  const line = hub.hosts.line();
  const view = await watch(line, id, 0);
  line.resize(id, size);
  await view.said('<go>');
  view.type('g');
  await view.exit;
  line.close();
  await hub.hosts.remove(id);
  return view.bytes().subarray('<go>'.length);
}

/** Lines that are all different. */
function text(length: number): Buffer {
  const digits = randomBytes(length).toString('base64').slice(0, length);
  return Buffer.from(digits.replace(/.{79}./g, (row) => `${row.slice(0, 79)}\n`));
}

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

describe('every byte arrives as it was written, in order', () => {
  const allBytes = Buffer.from(Array.from({ length: 65_536 }, (_, at) => (at * 7 + (at >> 8)) & 0xff));
  const emoji = Buffer.from('👩‍💻漢字é€'.repeat(40_000));
  test.each<[string, Buffer]>([
    ['all byte values', allBytes],
    ['random bytes', randomBytes(200_000)],
    ['characters of several bytes, cut anywhere', emoji],
    ['a line of 4 MB', Buffer.concat([Buffer.alloc(4 * 1024 * 1024, 'long '), Buffer.from('\r\n')])],
  ])('%s', async (_, bytes) => {
    const file = join(home.directory, 'bytes');
    writeFileSync(file, bytes);
    const output = await outputOf(`cat ${file}`);
    expect([output.length, md5(output)]).toEqual([bytes.length, md5(bytes)]);
  });
});

test('the last output before the end is never lost, also when the command was held back then', async () => {
  const all = text(2_000_000);
  const file = join(home.directory, 'bytes');
  writeFileSync(file, all);
  const lost: string[] = [];
  // More by RUNS=60.
  const runs = Number(process.env.RUNS ?? 28);
  await Promise.all([0, 1, 2, 3].map(runEveryFourth));
  expect(lost).toEqual([]);

  async function runEveryFourth(of: number): Promise<void> {
    const line = hub.hosts.line();
    for (let at = of; at < runs; at += 4) {
      const length = 20_000 + Math.round(1_980_000 * (at / (runs - 1)) ** 3);
      const { id } = await hub.open(`stty raw -echo; head -c ${length} ${file}`);
      const view = await watch(line, id, 0);
      line.resize(id, size);
      // What is not acknowledged holds the command back, with the rest in the kernel or in its own hands.
      if (at % 2 === 0) await view.pauseFor(20);
      await view.exit;
      if (!view.bytes().equals(all.subarray(0, length))) lost.push(`run ${at}: ${view.bytes().length} of ${length}`);
      await hub.hosts.remove(id);
    }
    line.close();
  }
});

test('a megabyte is typed in order at the pace of the program, and more than waits is refused', async () => {
  const { hosts, open } = hub;
  const { id } = await open('stty raw -echo; printf up; sleep 0.3; head -c 1000000 | md5sum; cat >/dev/null');
  const view = await watch(hosts.line(), id);
  await view.said('up');
  const input = text(1_000_000);
  for (let at = 0; at < input.length; at += 10_000) expect(hosts.write(id, input.subarray(at, at + 10_000))).toBe(true);
  expect(hosts.write(id, Buffer.alloc(60_000))).toBe(false);
  await view.said(md5(input));
  await eventually(() => hosts.write(id, Buffer.alloc(900_000)), 'room for more');
  expect(hosts.write('unknown', Buffer.alloc(1))).toBe(false);
});

test('a flood in ten terminals does not delay what is typed into another', async () => {
  const { hosts, open } = hub;
  const shared = hosts.line();
  for (let floods = 0; floods < 10; floods++) {
    const { id } = await open('while :; do yes "a line of a flood, that goes on and on"; done');
    await watch(shared, id);
    shared.resize(id, size);
  }
  const { id } = await open('stty raw -echo; printf up; cat');
  const own = hosts.line();
  const view = await watch(own, id);
  await view.said('up');
  const delays: number[] = [];
  for (let at = 0; at < 100; at++) {
    const began = performance.now();
    view.type(`<${at}>`);
    await view.said(`<${at}>`);
    delays.push(performance.now() - began);
  }
  delays.sort((a, b) => a - b);
  // Tens of milliseconds on a machine that has nothing else to do; never the seconds that the flood would take.
  expect(delays[50]).toBeLessThan(100);
  expect(delays[99]).toBeLessThan(1_000);
});

test('a view that does not keep up gets a picture of the present, while the program runs on', async () => {
  const { hosts, open } = hub;
  const { id } = await open(
    'for i in 1 2 3 4 5 6; do head -c 1000000 /dev/zero | tr "\\0" x; echo; done; printf end; read x',
  );
  const line = hosts.line();
  const view = await watch(line, id, 0);
  view.stopAcknowledging();
  await eventually(() => view.bytes().length >= 100_000, 'the first output');
  const screen = async () => {
    const text = await hosts.screen(id, { lines: 2 });
    return text.ok ? text.value.lines.at(-1) : '';
  };
  await expect.poll(screen, { timeout: 20_000 }).toBe('end');
  view.acknowledgeAgain();
  await eventually(() => view.frames.some(({ kind, last }) => kind === 5 && last), 'a snapshot');
  const last = view.frames.findLast(({ kind }) => kind === 5);
  expect(last?.offset).toBeGreaterThan(6_000_000);
  line.close();
});

test('the transcript has every byte, for this user only', async () => {
  const transcript = join(home.directory, 'transcripts', 'one.log');
  const bytes = text(3_000_000);
  writeFileSync(join(home.directory, 'bytes'), bytes);
  const { id } = await hub.open(`stty raw -echo; cat ${home.directory}/bytes`, { transcript });
  const view = await watch(hub.hosts.line(), id);
  await view.exit;
  expect(md5(readFileSync(transcript))).toBe(md5(bytes));
  expect(statSync(transcript).mode & 0o777).toBe(0o600);
});

test('150 terminals come and go without a trace in the host', async () => {
  const { hosts, open } = hub;
  const run = async (count: number) => {
    for (let at = 0; at < count; at += 10) {
      const ids = await Promise.all(
        Array.from({ length: 10 }, async (_, of) => (await open(of % 2 ? 'echo done' : 'sleep 1000')).id),
      );
      await Promise.all(ids.map((id) => hosts.remove(id)));
    }
  };
  await run(20);
  const [host = -1] = hostPids(home);
  const files = () => readdirSync(`/proc/${host}/fd`).length;
  const threads = () => readdirSync(`/proc/${host}/task`).length;
  const before = { files: files(), threads: threads() };
  await run(130);
  expect(hosts.terminals.value).toEqual([]);
  await eventually(() => files() <= before.files && threads() <= before.threads, 'files and threads to go');
  const children = readFileSync(`/proc/${host}/task/${host}/children`, 'utf8').trim();
  expect(children).toBe('');
});
