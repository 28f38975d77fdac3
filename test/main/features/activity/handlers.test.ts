import { call } from '@orpc/server';
import { expect, test } from 'vitest';
import { activityHandlers, createActivity } from '../../../../src/main/features/activity';
import { createEmitter } from '../../../../src/shared/event';
import { createScope } from '../../../../src/shared/scope';
import { createFakeClock } from '../../../fixtures/fake-clock';
import { decision, exited, run, started } from './facts';

test('what clients of the contract get passes its checks, with the filter’s defaults', async () => {
  const scope = createScope();
  const activity = createActivity({ clock: createFakeClock(), epoch: 'e' }, scope);
  const five = { pid: 5 };
  for (const fact of [started(five), started({ pid: 6 }), exited(five, { signal: 11, core: true })]) {
    activity.record(fact, { ofAction: false });
  }
  activity.decided(decision(five, 'r'));
  activity.ran({ type: 'action.started', run: run(five, 'r') });

  const connection = { frames: createEmitter<never>(), sendFrame() {}, signal: scope.signal };
  const stream = await call(activityHandlers(activity).watch, { filter: {} }, { context: { connection } });
  const { value } = await stream[Symbol.asyncIterator]().next();
  expect(value).toMatchObject({
    reset: true,
    rows: [{ key: '5:5', exit: { signal: 11 }, firings: [{ ruleId: 'r' }] }],
  });
  await scope.close();
});
