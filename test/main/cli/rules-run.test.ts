import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CliHost, runCli } from '../../../src/main/cli';
import { createGateway, implementer } from '../../../src/main/gateway';
import { createScope, type Scope } from '../../../src/shared/scope';
import type { Rule, RunOutput } from '../../../src/shared/vocabulary';
import { statusOf } from '../../fixtures/hub-status';
import { ruleOf, runOf } from '../../fixtures/rules';
import { silentLog } from '../../fixtures/silent-log';
import { transports } from '../gateway/transports';
import { createRig, expectNoControlCharacters, type Rig } from './rig';

let scope: Scope;
let rig: Rig;
let asked: unknown[];

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
  asked = [];
});
afterEach(() => scope.close());

const done: RunOutput = {
  run: runOf('npm', '2000000:0', { label: 'play -x', state: 'ended', exit: { code: 0 }, trial: true }),
  text: 'one\ntwo\u001b[2J\n',
  cut: false,
};

async function hub(
  outputs: RunOutput[],
  rules: Rule[] = [ruleOf('npm', { commands: ['npm {i,install}*'] })],
): Promise<CliHost> {
  const state = { file: '/c.toml', revision: 1, version: 'v', loadedAt: 0, paused: false, pausedRules: [] };
  const router = {
    hub: { status: implementer.hub.status.handler(() => statusOf()) },
    rules: {
      state: implementer.rules.state.handler(() => ({ ...state, rules, problems: [] })),
      run: implementer.rules.run.handler(({ input }) => {
        asked.push(input);
        return outputs;
      }),
    },
  };
  const transport = await transports['message port']?.(createGateway(router, silentLog, scope), scope);
  if (!transport) throw new Error('There is no such transport');
  return { ...rig.host, openHub: () => () => transport.connect() };
}

test('the actions of a rule are done, and what they print is shown', async () => {
  const code = await runCli(
    ['rules', 'run', 'npm', '--lasts', '500ms', '--', 'npm', 'install', '-g'],
    await hub([done]),
  );
  expect([code, rig.errors]).toEqual([0, []]);
  expect(asked).toEqual([{ id: 'npm', command: { argv: ['npm', 'install', '-g'] }, lastsMs: 500 }]);
  expect(rig.out).toEqual(['exec  play -x', '  one', '  two [2J', '  → ended (0)']);
  expectNoControlCharacters(rig);
});

test('without a command one is made up that the rule may mean', async () => {
  const rules = [
    ruleOf('npm', { commands: ['npm {i,install} *', 'yarn'] }),
    ruleOf('all', { commands: ['*'] }),
    ruleOf('regex', { match: 'regex', commands: ['^a+'] }),
  ];
  for (const { id } of rules) await runCli(['rules', 'run', id], await hub([done], rules));
  expect(asked).toMatchObject([
    { id: 'npm', command: { argv: ['npm', 'i'] }, lastsMs: 2_000 },
    { id: 'all', command: { argv: ['true'] } },
    { id: 'regex', command: { argv: ['true'] } },
  ]);
});

test.each<[Partial<RunOutput['run']>, string]>([
  [{ exit: { code: 3 } }, '  → ended (3)'],
  [{ state: 'failed', exit: { signal: 15 }, message: 'It was slow.' }, '  → failed (SIGTERM): It was slow.'],
  [{ state: 'dropped', message: 'Too many.' }, '  → dropped (0): Too many.'],
])('an action that went wrong is a failure: %j', async (part, line) => {
  const wrong = { run: { ...done.run, ...part }, text: '', cut: true };
  expect(await runCli(['rules', 'run', 'npm'], await hub([wrong, done]))).toBe(1);
  expect(rig.out.slice(0, 3)).toEqual(['exec  play -x', '  … (what came before is not kept)', line]);
});

test('--json prints the runs with their output', async () => {
  expect(await runCli(['rules', 'run', 'npm', '--json'], await hub([done]))).toBe(0);
  expect(JSON.parse(rig.out[0] ?? '')).toEqual([done]);
});

test.each([
  ['a rule that is not there', ['none'], 1, 'No rule "none" is in force. There are: npm.'],
  ['a command that lasts too long', ['npm', '--lasts', '2m'], 1, 'A made-up command lasts 60 s at most.'],
  ['a time that is none', ['npm', '--lasts', 'long'], 2, expect.stringContaining('A duration is written like')],
])('%s is told', async (_, argv, code, message) => {
  expect(await runCli(['rules', 'run', ...argv], await hub([done]))).toBe(code);
  expect(rig.errors[0]).toEqual(message);
  expect(asked).toEqual([]);
});

test('it needs a running VibeRot', async () => {
  expect(await rig.run('rules', 'run', 'npm')).toBe(1);
  expect(rig.errors.join()).toContain('VibeRot is not running here');
});
