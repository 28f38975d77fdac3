import { ORPCError } from '@orpc/client';
import { expect, test, vi } from 'vitest';
import { createViewsStore } from '../../../../src/renderer/features/views/store';
import type { Client, LuaView } from '../../../../src/shared/contract';
import { ConnectionLost } from '../../../../src/shared/link';

type Told = LuaView | Error | 'end';

/** A hub that tells of any view what is said here, and answers each action like this. */
function hubOf(answer: () => unknown = () => ({ ok: true, value: undefined })) {
  const open: { tell(what: Told): void; readonly signal: AbortSignal }[] = [];
  const lua = {
    async watchView(_: { view: string }, { signal }: { signal: AbortSignal }) {
      const told: Told[] = [];
      let wake = () => {};
      open.push({
        signal,
        tell(what) {
          told.push(what);
          wake();
        },
      });
      return (async function* () {
        while (true) {
          for (const what of told.splice(0)) {
            if (what === 'end') return;
            if (what instanceof Error) throw what;
            yield what;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      })();
    },
    act: async () => answer(),
  };
  const client = { lua } as unknown as Pick<Client, 'lua'>;
  const told = { done: vi.fn(), failed: vi.fn() };
  const store = createViewsStore({
    client,
    problemText: ({ path, message }) => `${path}: ${message}`,
    tellDone: told.done,
    tellFailed: told.failed,
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return { store, told, open, settled, shown: () => store.views.getState().usage };
}

const tree = (text: string) => ({ tree: { kind: 'text', text } }) as const;

test('a view is followed while anybody watches it, once for all of them, and over a broken connection', async () => {
  const { store, open, settled, shown } = hubOf();
  const stops = [store.watch('usage'), store.watch('usage')];
  await settled();
  open[0]?.tell(tree('one'));
  await settled();
  expect(shown()).toEqual(tree('one'));
  open[0]?.tell(new ConnectionLost());
  await settled();
  open[1]?.tell(tree('two'));
  await settled();
  expect(shown()).toEqual(tree('two'));
  stops[0]?.();
  expect(shown()).toEqual(tree('two'));
  stops[1]?.();
  expect(shown()).toBeUndefined();
  expect(open.map(({ signal }) => signal.aborted)).toEqual([true, true]);
});

test('one that is gone keeps what it was, and is followed anew when it is back', async () => {
  const { store, open, settled, shown } = hubOf();
  store.watch('usage');
  await settled();
  open[0]?.tell(tree('one'));
  open[0]?.tell('end');
  await settled();
  expect(shown()).toEqual({ ...tree('one'), over: 'gone' });
  store.watchAnew('usage');
  expect(shown()).toEqual(tree('one'));
  await settled();
  open[1]?.tell(new ORPCError('NO_VIEW'));
  await settled();
  expect(shown()).toEqual({ ...tree('one'), over: 'gone' });
  store.watchAnew('usage');
  await settled();
  open[2]?.tell(new Error('broken'));
  await settled();
  expect(shown()?.over).toEqual({ reason: 'broken' });
});

test.each([
  ['a text is told', () => ({ ok: true, value: 'Done.' }), true, ['Done.'], []],
  ['nothing is told of what is no text', () => ({ ok: true, value: { a: 1 } }), true, [], []],
  [
    'a failure is told with its place',
    () => ({ ok: false, problem: { message: 'oh no', path: 'user/x.lua' } }),
    ...([false, [], ['That failed', 'user/x.lua: oh no']] as const),
  ],
  [
    'a call that fails is told',
    () => Promise.reject(new Error('The view has changed')),
    ...([false, [], ['That could not be done', 'The view has changed']] as const),
  ],
])('of what an action brings %s', async (_, answer, expected, told, failed) => {
  const { store, told: toldBy } = hubOf(answer);
  expect(await store.act('usage', 'h1', undefined)).toBe(expected);
  expect(toldBy.done.mock.calls.flat()).toEqual(told);
  expect(toldBy.failed.mock.calls.flat()).toEqual(failed);
});
