import { expect, test, vi } from 'vitest';
import { createWorkspaceStore } from '../../../src/renderer/client/workspace';
import type { Client } from '../../../src/shared/contract';
import { ConnectionLost } from '../../../src/shared/link';
import { usualLook, usualWorkspace, type Workspace } from '../../../src/shared/vocabulary';

type Update = Partial<Workspace>;

/** A hub whose answers the test gives. */
function scriptedHub() {
  const calls: { readonly parts: Update; answer(kept: Workspace): void; fail(error: Error): void }[] = [];
  const stream: { tell(value: Workspace): void } = { tell: () => {} };
  async function* watch(): AsyncGenerator<Workspace> {
    let waiting: ((value: Workspace) => void) | undefined;
    const values: Workspace[] = [usualWorkspace];
    stream.tell = (value) => (waiting ? waiting(value) : values.push(value));
    for (;;) {
      yield values.shift() ??
        (await new Promise<Workspace>((resolve) => {
          waiting = resolve;
        }));
      waiting = undefined;
    }
  }
  const update = (parts: Update) =>
    new Promise<Workspace>((answer, fail) => {
      calls.push({ parts, answer, fail });
    });
  const client = { workspace: { watch: async () => watch(), update } } as unknown as Client;
  const errors: string[] = [];
  return { calls, stream, errors, store: createWorkspaceStore(client, (reason) => errors.push(reason)) };
}

const layoutOf = (agent: string) => ({ root: { type: 'agent' as const, id: 'p', agent } });

test('a change is seen at once, and what the hub tells meanwhile does not take it back', async () => {
  const { store, calls, stream } = scriptedHub();
  await vi.waitFor(() => expect(store.getState().value).toEqual(usualWorkspace));
  store.update({ layout: layoutOf('a') });
  expect(store.getState().value?.layout).toEqual(layoutOf('a'));
  const elsewhere = { ...usualWorkspace, look: { ...usualLook, fontSize: 20 } };
  stream.tell(elsewhere);
  await vi.waitFor(() => expect(store.getState().value?.look.fontSize).toBe(20));
  expect(store.getState().value?.layout).toEqual(layoutOf('a'));
  calls[0]?.answer({ ...elsewhere, layout: layoutOf('a') });
  stream.tell({ ...elsewhere, layout: layoutOf('of another window') });
  await vi.waitFor(() => expect(store.getState().value?.layout).toEqual(layoutOf('of another window')));
});

test('changes that come while one is sent go together, and the last one wins', async () => {
  const { store, calls } = scriptedHub();
  await vi.waitFor(() => expect(store.getState().value).toBeDefined());
  for (const agent of ['a', 'b', 'c']) store.update({ layout: layoutOf(agent) });
  expect(calls.map(({ parts }) => parts)).toEqual([{ layout: layoutOf('a') }]);
  calls[0]?.answer({ ...usualWorkspace, layout: layoutOf('a') });
  await vi.waitFor(() => expect(calls).toHaveLength(2));
  expect(calls[1]?.parts).toEqual({ layout: layoutOf('c') });
  expect(store.getState().value?.layout).toEqual(layoutOf('c'));
});

test('a change that got lost with the connection is sent again; one that the hub refuses is told of', async () => {
  const { store, calls, errors } = scriptedHub();
  await vi.waitFor(() => expect(store.getState().value).toBeDefined());
  store.update({ layout: layoutOf('a') });
  calls[0]?.fail(new ConnectionLost());
  await vi.waitFor(() => expect(calls).toHaveLength(2));
  expect(calls[1]?.parts).toEqual({ layout: layoutOf('a') });
  calls[1]?.fail(new Error('too large'));
  await vi.waitFor(() => expect(errors).toEqual(['too large']));
  expect(store.getState().value?.layout).toEqual({});
});
