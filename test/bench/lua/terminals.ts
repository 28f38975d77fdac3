import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, FrameKind, type TerminalFrame } from '../../../src/shared/link';
import type { Scope } from '../../../src/shared/scope';
import { connectToHub } from '../../fixtures/hub-client';
import { makeHome, startHub } from '../../fixtures/running-hub';
import { type Figure, pause } from '../measure';
import { modules, teller, textOf, writeModules } from './files';
import { listen } from './saves';

const terminals = 4;
const text = Array.from({ length: 4_000 }, (_, n) => `line ${n} of what a program writes while Lua is reloaded\n`).join(
  '',
);
/** What a terminal makes of it. */
const expected = new TextEncoder().encode(text.replaceAll('\n', '\r\n'));
const twice = Buffer.concat([expected, expected]);
const nothing = new Uint8Array();

/** The built hub with its terminal host: programs write without a pause while files of Lua change, and bytes are counted. */
export async function measureTerminals(quick: boolean, scope: Scope): Promise<Figure[]> {
  const reloads = quick ? 20 : 100;
  const home = makeHome(scope, '');
  const folder = join(home, 'lua/user');
  writeModules(folder, 'user.');
  writeFileSync(join(folder, 'a_teller.lua'), teller);
  const file = join(home, 'text');
  const go = join(home, 'go');
  const end = join(home, 'end');
  writeFileSync(file, text);
  await startHub(home, scope);
  const connection = connectToHub(home, scope);
  const { client } = connection;
  await client.lua.state();
  const script = `until [ -e ${go} ]; do sleep 0.1; done; until [ -e ${end} ]; do cat ${file}; sleep 0.03; done`;
  const readers: Reader[] = [];
  for (let n = 0; n < terminals; n++) {
    const { terminal } = await client.agents.spawn({ command: ['sh', '-c', script] });
    readers.push(await read(connection, terminal ?? ''));
  }
  const heard = await listen(client);
  writeFileSync(go, '');
  let missed = 0;
  for (let n = 1; n <= reloads; n++) {
    const index = n % modules;
    const isActive = heard(`user.m${index} ${n}`);
    writeFileSync(join(folder, `m${index}.lua`), textOf(index, n, 'user.'));
    if ((await Promise.race([isActive, pause(5_000)])) === undefined) missed++;
    await pause(30);
  }
  writeFileSync(end, '');
  const seen = await Promise.all(readers.map(({ ended }) => ended));
  const sum = (of: (read: Seen) => number) => seen.reduce((total, read) => total + of(read), 0);
  return [
    {
      what: `${terminals} terminals in full flow during ${reloads} reloads: bytes`,
      value: sum(({ bytes }) => bytes),
      unit: '',
    },
    { what: '… lost, or not as they were written', value: sum(({ wrong }) => wrong), unit: 'bytes', aim: '≤ 0' },
    { what: '… reloads that did not come into force', value: missed, unit: '', aim: '≤ 0' },
  ];
}

interface Seen {
  readonly bytes: number;
  readonly wrong: number;
}

interface Reader {
  readonly ended: Promise<Seen>;
}

/** How many bytes are not what the program has written at this offset. */
function wrongBytes(payload: Uint8Array, offset: number): number {
  const at = offset % expected.length;
  const should = twice.subarray(at, at + payload.length);
  if (should.equals(payload)) return 0;
  return payload.filter((byte, n) => byte !== should[n]).length;
}

/** Reads a terminal from its first byte, acknowledges at once, and owns its size, as the window that shows it does. */
async function read({ client, frames, sendFrame }: Connection, id: string): Promise<Reader> {
  let stream: number | undefined;
  const early: TerminalFrame[] = [];
  let [bytes, wrong] = [0, 0];
  let settle = (_: Seen) => {};
  const ended = new Promise<Seen>((resolve) => (settle = resolve));

  function take({ kind, offset, payload }: TerminalFrame): void {
    if (kind === FrameKind.data) {
      wrong += Math.abs(offset - bytes);
      wrong += wrongBytes(payload, offset);
      bytes = offset + payload.length;
      sendFrame({
        ...{ kind: FrameKind.acknowledge, last: false, payload: nothing },
        stream: stream ?? 0,
        offset: bytes,
      });
    } else if (kind === FrameKind.snapshot) {
      // A view that fell behind is shown the result instead: then nothing was counted.
      wrong += Math.max(0, offset - bytes);
      bytes = offset;
    } else if (kind === FrameKind.exit)
      settle({ bytes, wrong: wrong + Math.abs(offset - bytes) + (offset % expected.length) });
  }

  frames.on((frame) => {
    if (stream === undefined) early.push(frame);
    else if (frame.stream === stream) take(frame);
  });
  const attached = await client.terminals.attach({ id, from: 0 });
  stream = attached.stream;
  await client.terminals.resize({ id, size: { cols: 80, rows: 24 } });
  for (const frame of early) if (frame.stream === stream) take(frame);
  return { ended };
}
