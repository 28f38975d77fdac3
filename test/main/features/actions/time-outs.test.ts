import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { execOf } from '../../../fixtures/rules';
import { createRig, type Rig } from './rig';

let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
});
afterEach(async () => {
  await scope.close();
  expect([...rig.guarded], 'groups that are left').toEqual([]);
});

describe('A program for a command that has ended', () => {
  const ended = { exit: { code: 3 }, endedAt: 2_500 };

  test('reads the end of its input at once, and has its time', async () => {
    const line = 'cat; echo "$VIBEROT_EXIT_CODE $VIBEROT_DURATION_MS"; sleep 0.6';
    const actions = [execOf(line, { shell: true })];
    const watched = rig.matchRule({ on: 'exit', actions }, {}, ended);
    rig.exit(watched);
    const run = await rig.untilState('ended');
    // Longer than one has that is to end with its command.
    expect(run).toMatchObject({ exit: { code: 0 } });
    expect(run).not.toHaveProperty('message');
    expect(rig.actions.output(run.id)?.text).toBe('3 1500\n');
  });

  test.each([
    ['of its own', {}, { timeoutMs: 100 }],
    ['of its rule', { timeoutMs: 100 }, {}],
    ['of its own rather than of its rule', { timeoutMs: 60_000 }, { timeoutMs: 100 }],
  ])('is ended by the time-out %s, and has failed then', async (_, rule, more) => {
    rig.matchRule({ on: 'exit', ...rule, actions: [execOf('sleep', { args: ['60'], ...more })] }, {}, ended);
    expect(await rig.untilState('failed')).toMatchObject({
      exit: { signal: 15 },
      message:
        'It had not ended when its time was over. It did not end within 0.3 s of its input being closed, so it was sent SIGTERM.',
    });
    expect(rig.actions.counts.value).toMatchObject({ running: 0, started: 1, failed: 1 });
  });
});

test('A program that ends as soon as its time is over has failed all the same', async () => {
  rig.match({ path: 'cat', timeoutMs: 50 });
  expect(await rig.untilState('failed')).toMatchObject({
    exit: { code: 0 },
    message: 'It had not ended when its time was over.',
  });
});
