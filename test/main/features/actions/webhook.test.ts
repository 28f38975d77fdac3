import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttp } from '../../../../src/main/node/http';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { WebhookAction } from '../../../../src/shared/vocabulary';
import { serveHttp } from '../../../fixtures/http-server';
import { createRig, type Rig } from './rig';

let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope, { HOOK_KEY: 'k3y', USER_NAME: 'ada' }, { http: createHttp(), retryAfterMs: 5 });
});
afterEach(() => scope.close());

const variable = (name: string) => ['$', '{', name, '}'].join('');
const webhook = (url: string, more: Partial<WebhookAction> = {}): WebhookAction => ({
  ...{ type: 'webhook', url, headers: {}, at: 'start', retries: 3, allowPrivate: true },
  ...more,
});

test('The other side is told what happened, as JSON', async () => {
  const server = await serveHttp(scope, { status: 202, body: 'thanks' });
  const headers = { Authorization: `Bearer ${variable('HOOK_KEY')}` };
  const action = webhook(`${server.url}/${variable('USER_NAME')}`, { at: 'both', headers });
  const process = { pid: 77, argv: ['/usr/bin/make', 'a b'], cwd: '/w', startedAt: 1_000 };
  const watched = rig.matchRule({ name: 'Builds', actions: [action] }, process);
  await rig.untilState('ended');
  rig.exit(watched, { signal: 15 });
  await expect.poll(() => server.asked.length).toBe(2);
  const about = {
    rule: { id: 'rule', name: 'Builds' },
    ...{ command: '/usr/bin/make a b', program: 'make', argv: process.argv, pid: 77, cwd: '/w', agent: 'Claude Code' },
    startedAt: '1970-01-01T00:00:01.000Z',
  };
  expect(server.asked.map(({ body }) => JSON.parse(body))).toEqual([
    { event: 'command.started', ...about },
    {
      ...{ event: 'command.ended', ...about, exit: { signal: 'SIGTERM' }, durationMs: 1_000 },
      endedAt: '1970-01-01T00:00:02.000Z',
    },
  ]);
  const sent = { authorization: 'Bearer k3y', 'user-agent': 'VibeRot/1.2.3', 'content-type': 'application/json' };
  expect(server.asked[0]).toMatchObject({ method: 'POST', path: '/ada', headers: sent });
  expect(rig.actions.output('run-1')).toMatchObject({ text: 'HTTP 202\nthanks\n', cut: false });
});

test('No secret of the command line is told, and the answer is no more than text', async () => {
  const server = await serveHttp(scope, { body: 'a\x1b]0;title\x07\r\nb\x9b31m' });
  rig.matchRule({ actions: [webhook(server.url)] }, { argv: ['deploy', '--token', 's3cret'] });
  await rig.untilState('ended');
  expect(JSON.parse(server.asked[0]?.body ?? '')).toMatchObject({
    ...{ command: 'deploy --token •••', argv: ['deploy', '--token', '•••'] },
  });
  expect(rig.actions.output('run-1')?.text).toBe('HTTP 200\na ]0;title \nb 31m\n');
});

describe('It is tried again', () => {
  test.each([[429], [500], [503]])('when the answer is %i', async (status) => {
    const server = await serveHttp(scope, { status }, { status }, { status: 204 });
    rig.matchRule({ actions: [webhook(server.url)] });
    await rig.untilState('ended');
    expect(server.asked).toHaveLength(3);
    expect(rig.actions.output('run-1')?.text).toBe(`HTTP ${status}\nHTTP ${status}\nHTTP 204\n`);
  });

  test('as often as the rule says, each time a little later', async () => {
    const server = await serveHttp(scope, { status: 500, body: 'no' });
    rig.matchRule({ actions: [webhook(server.url, { retries: 2 })] });
    const { message } = await rig.untilState('failed');
    expect(message).toBe(`127.0.0.1:${server.port} answered with HTTP 500.`);
    const [first = 0, second = 0, third = 0] = server.asked.map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(4);
    expect(third - second).toBeGreaterThanOrEqual(9);
    expect(server.asked).toHaveLength(3);
    expect(rig.actions.counts.value).toMatchObject({ running: 0, started: 1, failed: 1 });
  });

  test('not before the other side wants it', async () => {
    const server = await serveHttp(scope, { status: 429, headers: { 'Retry-After': '1' } }, {});
    rig.matchRule({ actions: [webhook(server.url)] });
    await rig.untilState('ended');
    const [first = 0, second = 0] = server.asked.map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(995);
  });

  test('when nobody answers', async () => {
    const gone = createScope();
    const { url } = await serveHttp(gone);
    await gone.close();
    rig.matchRule({ actions: [webhook(url, { retries: 1 })] });
    expect((await rig.untilState('failed')).message).toContain('127.0.0.1 could not be reached');
  });
});

describe('It is given up at once', () => {
  test.each([
    [404, 'answered with HTTP 404.'],
    [302, 'answered with HTTP 302; redirects are not followed. Use the address it leads to.'],
  ])('when the answer is %i', async (status, message) => {
    const server = await serveHttp(scope, { status, headers: { Location: 'http://example.com/' } });
    rig.matchRule({ actions: [webhook(server.url)] });
    expect((await rig.untilState('failed')).message).toBe(`127.0.0.1:${server.port} ${message}`);
    expect(server.asked).toHaveLength(1);
  });

  test('when the other side wants to be left in peace for longer than it may take', async () => {
    const server = await serveHttp(scope, { status: 503, headers: { 'Retry-After': '3600' } });
    rig.matchRule({ actions: [webhook(server.url)] });
    expect((await rig.untilState('failed')).message).toContain('asks for 3600 s of peace');
    expect(server.asked).toHaveLength(1);
  });

  test('when the address is of this machine and that is not allowed', async () => {
    const server = await serveHttp(scope);
    rig.matchRule({ actions: [webhook(server.url, { allowPrivate: false })] });
    expect((await rig.untilState('failed')).message).toContain('add allow_private = true to the action');
    expect(server.asked).toEqual([]);
  });

  test.each([{ url: `https://x/${variable('NOWHERE')}` }, { url: 'https://x/', headers: { A: variable('NOWHERE') } }])(
    'when a variable is not set: %j',
    async ({ url, ...more }) => {
      rig.matchRule({ actions: [webhook(url, more as { headers: Record<string, string> })] });
      expect((await rig.untilState('failed')).message).toMatch(/^The variable NOWHERE is not set/);
    },
  );
});

test('It goes on when the command has ended, and ends with its time-out or with the hub', async () => {
  const server = await serveHttp(scope, { silent: true });
  const watched = rig.matchRule({ actions: [webhook(server.url, { timeoutMs: 200 })] });
  await expect.poll(() => server.asked.length).toBe(1);
  rig.exit(watched);
  expect(await rig.untilState('failed')).toMatchObject({ message: 'It was not done within its time-out.' });
  rig.matchRule({ id: 'second', actions: [webhook(server.url)] });
  await expect.poll(() => server.asked.length).toBe(2);
  await scope.close();
  expect(await rig.untilState('failed', 'second')).toMatchObject({ message: 'VibeRot ended before it was done.' });
});

test('Nothing secret is in the label or the log', async () => {
  const url = `http://ada:pass@127.0.0.1:9/services/T0000/aaaaaaaaaaaaaaaaaaaaaaaa?token=t0ken#${variable('HOOK_KEY')}`;
  rig.matchRule({ actions: [webhook(url, { retries: 0, headers: { A: variable('HOOK_KEY') } })] });
  const run = await rig.untilState('failed');
  expect(run.label).toBe('POST http://•••@127.0.0.1:9/services/T0000/•••?•••');
  const said = JSON.stringify([rig.events, rig.logged, rig.actions.output(run.id)]);
  for (const secret of ['pass', 't0ken', 'aaaaaaaa', 'k3y']) expect(said).not.toContain(secret);
});
