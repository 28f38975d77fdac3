import { createRouterClient, ORPCError } from '@orpc/server';
import { afterEach, expect, test } from 'vitest';
import { createRules, rulesHandlers, verdictsOf } from '../../../../src/main/features/rules';
import type { Connection } from '../../../../src/main/gateway';
import type { Desktop } from '../../../../src/main/ports';
import { createEmitter } from '../../../../src/shared/event';
import { fail, ok } from '../../../../src/shared/result';
import { createScope } from '../../../../src/shared/scope';
import { createFakeClock } from '../../../fixtures/fake-clock';
import { createFakeFiles, createFakeLog } from './fakes';

const file = '/home/me/.viberot/config.toml';
const scope = createScope();
afterEach(() => scope.close());

async function open(opened: Awaited<ReturnType<Desktop['openFile']>> = ok(undefined)) {
  const content = ok('[[rules]]\ncommand = "make*"\naction = { type = "exec", path = "x" }');
  const clock = createFakeClock(1000);
  const { files } = createFakeFiles({ content });
  const rules = await createRules({ files, clock, log: createFakeLog().log, file }, scope.child());
  const desktop: Desktop = { openFile: async () => opened, show: async () => ({ window: true }) };
  const connection: Connection = { frames: createEmitter(), sendFrame() {}, signal: scope.signal };
  return { rules, client: createRouterClient(rulesHandlers(rules, desktop), { context: { connection } }) };
}

test('the state is given as it is', async () => {
  const { rules, client } = await open();
  expect(await client.state()).toEqual(rules.state.value);
});

test('watching gives the state now and after each change, until the reader goes', async () => {
  const { client } = await open();
  const reader = new AbortController();
  const seen: boolean[] = [];
  for await (const { paused } of await client.watch(undefined, { signal: reader.signal })) {
    seen.push(paused);
    if (paused) reader.abort();
    else expect((await client.setPaused({ paused: true })).paused).toBe(true);
  }
  expect(seen).toEqual([false, true]);
});

test('a command line is tested against the rules in force', async () => {
  const { rules, client } = await open();
  const verdicts = await client.test({ argv: ['/usr/bin/make', 'all'] });
  expect(verdicts.matches).toEqual([{ id: 'make', form: 'program' }]);
  expect(verdictsOf(rules.state.value.rules, ['/usr/bin/make', 'all'])).toEqual(verdicts);
});

test('opening the file tells which, or why it could not be opened', async () => {
  expect(await (await open()).client.openFile()).toEqual({ file });
  const { client } = await open(fail('cannot-open', 'There is no editor'));
  const error = await client.openFile().catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ORPCError);
  expect(error).toMatchObject({ code: 'CANNOT_OPEN', data: { reason: 'There is no editor' } });
});
