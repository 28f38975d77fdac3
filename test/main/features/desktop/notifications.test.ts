import { beforeEach, expect, test } from 'vitest';
import { createNotifications, type Notifications } from '../../../../src/main/features/desktop';
import type { Notifier } from '../../../../src/main/ports';
import { ok } from '../../../../src/shared/result';
import type { Notification } from '../../../../src/shared/vocabulary';
import { createFakeClock, type FakeClock } from '../../../fixtures/fake-clock';

const about = (id: string): Notification => ({
  ...{ id, about: { process: '1:1' }, title: 'Tests', message: 'have ended', silent: false },
});

let clock: FakeClock;
let onDesktop: string[];
let notifier: Notifier;
beforeEach(() => {
  clock = createFakeClock();
  onDesktop = [];
  notifier = {
    async show({ id }) {
      onDesktop.push(id);
      return ok(undefined);
    },
  };
});

/** A page that listens: what it has been told, in order. */
function openPage(notifications: Notifications) {
  const leaving = new AbortController();
  const told: string[] = [];
  const left = (async () => {
    for await (const { id } of notifications.forPage(leaving.signal)) told.push(id);
  })();
  return {
    told,
    async leave() {
      leaving.abort();
      await left;
    },
  };
}

test('where the host has a desktop, it shows notifications, whether pages listen or not', async () => {
  const notifications = createNotifications({ notifier, clock, pagesFirst: false });
  const page = openPage(notifications);
  expect(await notifications.show(about('a'))).toEqual(ok(undefined));
  await page.leave();
  expect({ onDesktop, told: page.told }).toEqual({ onDesktop: ['a'], told: [] });
});

test('where it has none, every page that is open shows them, and the desktop only when none is', async () => {
  const notifications = createNotifications({ notifier, clock, pagesFirst: true });
  await notifications.show(about('before'));
  const pages = [openPage(notifications), openPage(notifications)];
  await notifications.show(about('a'));
  await notifications.show(about('b'));
  await new Promise(setImmediate);
  for (const page of pages) await page.leave();
  await notifications.show(about('after'));
  expect(pages.map(({ told }) => told)).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect(onDesktop).toEqual(['before', 'after']);
});

test('a storm of notifications is cut off, and each that is not shown fails with what to do', async () => {
  const notifications = createNotifications({ notifier, clock, pagesFirst: false });
  const results = await Promise.all(Array.from({ length: 25 }, (_, at) => notifications.show(about(`${at}`))));
  expect(onDesktop).toHaveLength(20);
  expect(results.filter(({ ok: isOk }) => !isOk)).toHaveLength(5);
  expect(results.at(-1)).toMatchObject({ error: 'cannot-notify', message: expect.stringContaining('cooldown') });
  clock.pass(10_001);
  expect(await notifications.show(about('later'))).toEqual(ok(undefined));
});
