import { call, safe } from '@orpc/server';
import { expect, test } from 'vitest';
import { historyHandlers } from '../../../../src/main/features/history';
import { createEmitter } from '../../../../src/shared/event';
import { createScope } from '../../../../src/shared/scope';
import { settle } from '../../../fixtures/fake-clock';
import { matchOf, ruleOf, runOf } from '../../../fixtures/rules';
import { createStage, processOf } from './stage';

test('what clients of the contract get passes its checks', async () => {
  const scope = createScope();
  const stage = createStage(scope);
  await settle();
  const context = { connection: { frames: createEmitter<never>(), sendFrame() {}, signal: scope.signal } };
  const handlers = historyHandlers(stage.history);
  const { history } = stage;
  const process = processOf(5, ['npm', 'test']);
  history.record({ type: 'process.started', process, existing: false }, { ofAction: false, agent: 'Codex' });
  history.decided(matchOf(ruleOf('r'), process));
  history.ran(runOf('r', '5:5', { state: 'ended', exit: { code: 0 }, endedAt: 5 }));
  history.record(
    { type: 'process.exited', key: '5:5', pid: 5, exit: { signal: 11, core: true }, endedAt: 1_000_010.5 },
    { ofAction: false },
  );

  const listed = await call(handlers.list, { filter: {} }, { context });
  expect(listed).toMatchObject({ entries: [{ command: 'npm test', exit: { signal: 11, core: true }, firings: 1 }] });
  expect(await call(handlers.stats, { filter: {} }, { context })).toMatchObject([{ runs: 1, failures: 1 }]);
  const span = { from: 1_000_000, to: 1_000_100, buckets: 2 };
  expect(await call(handlers.timeline, { filter: {}, ...span }, { context })).toMatchObject({
    buckets: [{ started: 1, failed: 1, fired: 1 }, { started: 0 }],
  });
  expect(await call(handlers.firings, {}, { context })).toMatchObject({ firings: [{ ruleId: 'r', state: 'ended' }] });
  const parts: string[] = [];
  for await (const part of await call(handlers.export, { format: 'json', filter: {} }, { context })) parts.push(part);
  expect(JSON.parse(parts.join(''))).toMatchObject({ command: 'npm test' });
  expect(await call(handlers.status, undefined, { context })).toMatchObject({ state: 'open' });
  expect(await call(handlers.clear, {}, { context })).toMatchObject({ entries: 0, firings: 0 });
  await scope.close();
});

test('that there is no history is told with the reason', async () => {
  const scope = createScope();
  const { history } = createStage(scope, { enabled: false });
  const context = { connection: { frames: createEmitter<never>(), sendFrame() {}, signal: scope.signal } };
  const { error } = await safe(call(historyHandlers(history).list, { filter: {} }, { context }));
  expect(error).toMatchObject({ code: 'UNAVAILABLE', data: { reason: expect.stringContaining('turned off') } });
  await scope.close();
});
