import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { actionsHandlers } from '../../../../src/main/features/actions';
import { actionOfDraft, checkActionDraft } from '../../../../src/main/features/rules';
import type { Connection } from '../../../../src/main/gateway';
import { createEmitter } from '../../../../src/shared/event';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { execOf, ruleOf } from '../../../fixtures/rules';
import { createRig, type Rig } from './rig';

let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
});
afterEach(() => scope.close());

const command = { argv: ['make'] };
const rules = [ruleOf('make', { actions: [execOf('echo', { args: ['made'] })] })];

function client() {
  const connection: Connection = { frames: createEmitter(), sendFrame() {}, signal: scope.signal };
  const handlers = actionsHandlers(rig.actions, { actionOfDraft, checkActionDraft, rules: () => rules });
  return createRouterClient(handlers, { context: { connection } });
}

test('an action of the form is done as it would be from the file, and what it printed is answered', async () => {
  const draft = { type: 'exec' as const, path: 'echo "$VIBEROT_COMMAND"', shell: true };
  const { run, text } = await client().tryAction({ action: draft, command, lastsMs: 10 });
  expect([run.state, run.trial, text]).toEqual(['ended', true, 'make\n']);
});

test('an action that is not right is not done; what is wrong is told with its place', async () => {
  const draft = { type: 'webhook' as const, path: 'x' };
  const answer = await client()
    .tryAction({ action: draft, command })
    .catch((error: unknown) => error);
  expect(answer).toMatchObject({ code: 'INVALID', data: { problems: expect.any(Array) } });
  const { problems } = (answer as { data: { problems: { path: unknown[] }[] } }).data;
  expect(problems.map(({ path }) => path.join('.')).sort()).toContain('path');
  expect(rig.events).toEqual([]);
});

test('the actions of a rule in force are done', async () => {
  expect(await client().run({ id: 'make', command })).toMatchObject([{ run: { ruleId: 'make' }, text: 'made\n' }]);
  const answer = await client()
    .run({ id: 'none', command })
    .catch((error: unknown) => error);
  expect(answer).toMatchObject({ code: 'NO_RULE', data: { id: 'none' }, message: 'No rule "none" is in force.' });
});

test('what a run printed is answered for as long as it is kept', async () => {
  const [output] = await client().run({ id: 'make', command });
  expect(await client().output({ run: output?.run.id ?? '' })).toEqual(output);
  expect(await client().output({ run: 'run-99' })).toBeUndefined();
});
