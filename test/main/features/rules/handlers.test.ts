import { createRouterClient, ORPCError } from '@orpc/server';
import { afterEach, describe, expect, test } from 'vitest';
import {
  createRules,
  createTrials,
  type RulesWorld,
  rulesHandlers,
  verdictsOf,
} from '../../../../src/main/features/rules';
import type { Connection } from '../../../../src/main/gateway';
import type { Desktop } from '../../../../src/main/ports';
import { createEmitter } from '../../../../src/shared/event';
import { fail, ok } from '../../../../src/shared/result';
import { createScope } from '../../../../src/shared/scope';
import type { HistoryEntry, RuleDraft } from '../../../../src/shared/vocabulary';
import { createFakeClock } from '../../../fixtures/fake-clock';
import { quietWorld } from '../../../fixtures/quiet-world';
import { runOf } from '../../../fixtures/rules';
import { started } from './facts';
import { createFakeFiles, createFakeLog } from './fakes';

const file = '/home/me/.viberot/config.toml';
const scope = createScope();
afterEach(() => scope.close());

const now = 1_000_000;
const entry = (command: string, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...{ id: 1, key: '1:1', command, program: 'x', firings: 0, ofAction: false },
  ...{ startedAt: now - 60_000, endedAt: now - 50_000, exit: { code: 0 } },
  ...more,
});

async function open(
  opened: Awaited<ReturnType<Desktop['openFile']>> = ok(undefined),
  history: readonly HistoryEntry[] = [],
) {
  const content = ok(
    `[defaults]\nmatch = "glob"\n[[rules]]\ncommand = "make*"\naction = { type = "exec", path = "x" }`,
  );
  const clock = createFakeClock(now);
  const { files } = createFakeFiles({ content });
  const asked: number[] = [];
  const world: RulesWorld = {
    ...quietWorld,
    userName: (uid) => (uid === 1000 ? 'me' : undefined),
    async *commandsSince(since) {
      asked.push(since);
      yield history.slice(0, 2);
      yield history.slice(2);
    },
  };
  const rules = await createRules({ files, clock, log: createFakeLog().log, file, world }, scope.child());
  const trials = createTrials({ clock, world, rules });
  const desktop: Desktop = {
    openFile: async () => opened,
    show: async () => ({ window: true }),
    showAgent: () => false,
  };
  const connection: Connection = { frames: createEmitter(), sendFrame() {}, signal: scope.signal };
  const client = createRouterClient(rulesHandlers({ rules, trials, desktop }), { context: { connection } });
  return { rules, client, asked, clock };
}

test('a stream of counts begins with all of them, and goes on with those that changed', async () => {
  const { rules, client, clock } = await open();
  const counted = (pid: number) => {
    rules.decide(started(['make'], { pid }));
    rules.ran({ type: 'action.ended', run: runOf('other', `${pid}:1`, { state: 'failed', message: 'x' }) });
    clock.pass(1_000);
  };
  counted(1);
  const stream = await client.watchCounts();
  const next = async () => (await stream.next()).value;
  const first = { make: { matched: 1, held: 0, failed: 0, lastAt: now } };
  expect(await next()).toEqual({ ...first, other: { matched: 0, held: 0, failed: 1, lastAt: 0 } });
  rules.decide(started(['make', 'all'], { pid: 2 }));
  clock.pass(1_000);
  expect(await next()).toEqual({ make: { matched: 2, held: 0, failed: 0, lastAt: now + 1_000 } });
  expect(await client.counts()).toEqual(rules.counts.value);
  await stream.return?.();
});

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

test('one rule is paused by its id', async () => {
  const { client } = await open();
  expect((await client.setPaused({ paused: true, id: 'make' })).pausedRules).toEqual(['make']);
  const error = await client.setPaused({ paused: true, id: 'nobody' }).catch((error: unknown) => error);
  expect(error).toMatchObject({ code: 'NO_RULE', data: { id: 'nobody' } });
});

test('a command is tested against the rules in force', async () => {
  const { rules, client } = await open();
  const verdicts = await client.test({ argv: ['/usr/bin/make', 'all'] });
  expect(verdicts.matches).toEqual([{ id: 'make', form: 'program', text: 'make all', pattern: 'make*', assuming: [] }]);
  expect(verdictsOf(rules.state.value.rules, { argv: ['/usr/bin/make', 'all'] }, now)).toEqual(verdicts);
});

const draft: RuleDraft = { command: ['npm *'], action: [{ type: 'log', message: 'x' }] };

describe('a draft', () => {
  test('is tested by itself, switched on or not', async () => {
    const { client } = await open();
    const command = { argv: ['npm', 'ci'] };
    const verdicts = await client.testDraft({ rule: { ...draft, enabled: false }, command });
    expect(verdicts).toMatchObject({ matches: [{ id: 'draft', pattern: 'npm *' }], rejected: [] });
    const wrong = await client.testDraft({ rule: { ...draft, id: 'x', command: ['[a'] }, command });
    expect(wrong.rejected).toEqual([{ id: 'x', why: expect.stringMatching(/^not right yet: .*not closed/) }]);
  });

  test('says which commands of the history it would have matched, the most frequent first', async () => {
    const { client, asked } = await open(undefined, [
      entry('npm ci', { cwd: '/a' }),
      entry('ls'),
      entry('/usr/bin/npm run x', { exit: { code: 1 }, startedAt: now - 9, endedAt: now - 1 }),
      entry('npm ci', { startedAt: now - 10, endedAt: now - 5, cwd: '/b' }),
      entry('node /opt/npm-cli.js ci', { exit: { signal: 9 }, startedAt: now - 8, endedAt: now }),
    ]);
    expect(await client.previewDraft({ rule: draft, since: 5 })).toEqual({
      matches: [
        { command: 'npm ci', times: 2, lastAt: now - 10, example: { cwd: '/b', exitCode: 0 } },
        { command: 'node /opt/npm-cli.js ci', times: 1, lastAt: now - 8, example: {} },
        { command: '/usr/bin/npm run x', times: 1, lastAt: now - 9, example: { exitCode: 1 } },
      ],
      matched: 4,
      looked: 5,
    });
    expect(asked).toEqual([5]);
  });

  test.each<[string, Partial<RuleDraft>, Partial<HistoryEntry>, boolean]>([
    ['folder', { cwd: ['/code/**'] }, { cwd: '/code/a' }, true],
    ['another folder', { cwd: ['/code/**'] }, { cwd: '/a' }, false],
    ['user', { user: ['me'] }, { uid: 1000 }, true],
    ['agent', { agent: ['claude*'] }, { agent: 'Claude Code' }, true],
    ['no agent', { agent: ['claude*'] }, {}, false],
    ['failure', { on: 'failure' }, { exit: { code: 2 } }, true],
    ['success', { on: 'failure' }, {}, false],
    ['exit code', { on: 'exit', exit_code: [2] }, { exit: { code: 2 } }, true],
    ['end, while it runs', { on: 'exit' }, { endedAt: undefined, exit: undefined }, false],
    ['long enough', { min_duration: '10s' }, {}, true],
    ['too short', { min_duration: '11s' }, {}, false],
    ['long enough while it runs', { min_duration: '60s' }, { endedAt: undefined, exit: undefined }, true],
    ['of an action', {}, { ofAction: true }, false],
    ['of an action, for such rules', { of_actions: true }, { ofAction: true }, true],
    ['a parent is not known', { parent: ['x'] }, {}, true],
  ])('respects the conditions that the history knows: %s', async (_, rule, more, matched) => {
    const { client } = await open(undefined, [entry('npm ci', more)]);
    const found = await client.previewDraft({ rule: { ...draft, ...rule }, since: 0 });
    expect(found).toMatchObject({ matched: matched ? 1 : 0, looked: 1 });
  });

  test('that is wrong finds nothing and says why', async () => {
    const { client } = await open(undefined, [entry('npm ci')]);
    const found = await client.previewDraft({ rule: { ...draft, command: [] }, since: 0 });
    expect(found).toEqual({ matches: [], matched: 0, looked: 0, problem: expect.any(String) });
  });
});

test('opening the file tells which, or why it could not be opened', async () => {
  expect(await (await open()).client.openFile()).toEqual({ file });
  const { client } = await open(fail('cannot-open', 'There is no editor'));
  const error = await client.openFile().catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ORPCError);
  expect(error).toMatchObject({ code: 'CANNOT_OPEN', data: { reason: 'There is no editor' } });
});
