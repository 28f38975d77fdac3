import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startScreenThread } from '../../../../src/main/node';
import { createRecorders } from '../../../../src/main/terminal-host/recorder';
import { createScope } from '../../../../src/shared/scope';
import { silentLog } from '../../../fixtures/silent-log';
import { type BuiltTerminalHost, buildTerminalHost } from '../../../fixtures/terminal-host';

let built: BuiltTerminalHost;
beforeAll(async () => {
  built = await buildTerminalHost();
});
afterAll(() => built.remove());

test('Screens live in a thread of their own, which ends with its scope', async () => {
  const scope = createScope();
  const [script = ''] = built.parts;
  const open = createRecorders({ startThread: () => startScreenThread(pathToFileURL(script)), log: silentLog }, scope);
  const recorders = Array.from({ length: 5 }, () => open({ size: { cols: 80, rows: 24 }, scrollback: 1_000 }));
  const answers = recorders.map((recorder) => new Promise<Uint8Array>((resolve) => recorder.replies.on(resolve)));
  recorders.forEach((recorder, number) => {
    recorder.append(Buffer.from(`number ${number}\r\n\x1b[c`));
  });
  const replies = await Promise.all(answers);
  expect(replies.map((reply) => Buffer.from(reply).toString())).toEqual(recorders.map(() => '\x1b[?1;2c'));
  const texts = await Promise.all(recorders.map((recorder) => recorder.text({ lines: 24 })));
  expect(texts.map(({ lines }) => lines[0])).toEqual(recorders.map((_, number) => `number ${number}`));
  const { bytes, offset } = (await recorders[0]?.snapshot({ lines: 10 })) ?? {};
  expect(Buffer.from(bytes ?? []).toString()).toContain('number 0');
  expect(offset).toBe(recorders[0]?.end);
  const asked = recorders[0]?.text({ lines: 1 });
  await scope.close();
  expect(await asked).toBeDefined();
  expect((await recorders[1]?.text({ lines: 1 }))?.lines).toEqual([]);
});
