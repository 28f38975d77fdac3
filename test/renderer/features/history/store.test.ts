import { expect, test } from 'vitest';
import { conditionCount, createHistoryStore } from '../../../../src/renderer/features/history/store';
import type { Client } from '../../../../src/shared/contract';

const open = () => createHistoryStore({ history: {} } as unknown as Client);

test('a condition that is taken away is not sent', () => {
  const store = open();
  store.narrow({ agent: 'Codex', minDurationMs: 1_000 });
  expect(conditionCount(store.state.getState().filter)).toBe(2);
  store.narrow({ agent: undefined });
  expect(store.state.getState().filter).toEqual({ search: '', outcome: 'any', minDurationMs: 1_000 });
});

test('a picked span is what is asked for; another range picks nothing', () => {
  const store = open();
  store.setSpan({ from: 5, to: 9 });
  expect(store.filterNow()).toMatchObject({ from: 5, to: 9 });
  store.setRange('1h');
  expect(store.filterNow().to).toBeUndefined();
  expect(Date.now() - (store.filterNow().from ?? 0)).toBeLessThanOrEqual(3_600_000);
});

test('spaces around a search do not count', () => {
  const store = open();
  store.narrow({ search: '  ' });
  expect(conditionCount(store.state.getState().filter)).toBe(0);
  store.narrow({ search: ' npm ' });
  expect(store.filterNow().search).toBe('npm');
});
