import { expect, test } from 'vitest';
import type { DomainSlot } from '../../../../src/main/features/lua/domain-slot';
import { createHosting } from '../../../../src/main/features/lua/hosting';
import { createFileBoxes } from '../../../../src/main/node';
import { createScope } from '../../../../src/shared/scope';
import { createFakeClock } from '../../../fixtures/fake-clock';
import { silentLog } from '../../../fixtures/silent-log';

/** A hub that takes so long for each answer, and for each event that it passes on. */
function hub(costMs: number) {
  const clock = createFakeClock();
  let heard = 0;
  const slot = (name: string) =>
    ({
      ...{ name, permissions: [], wants: () => true },
      emit() {
        heard++;
        clock.pass(costMs);
      },
    }) as Partial<DomainSlot> as DomainSlot;
  const slots = [slot('improvements.a'), slot('improvements.b')];
  const [asker] = slots;
  if (!asker) throw new Error('There is no slot.');
  const scope = createScope();
  let answered = 0;
  const errors: string[] = [];
  const hosting = createHosting({
    async answering() {
      clock.pass(costMs);
      return { ok: true, value: undefined };
    },
    ...{ clock, log: silentLog, boxOf: () => createFileBoxes().open(['/nowhere']), slots: () => slots },
  });
  const ask = (op: string, ...args: string[]) =>
    hosting(asker, {
      ...{ type: 'call', scope, call: { id: 1, op, args, module: 'improvements.a' } },
      settle(_, answer) {
        if ('error' in answer) errors.push(answer.error);
        else answered++;
      },
    });
  return { ask, clock, errors, heard: () => heard, answered: () => answered };
}

test('What a restricted file asks costs the hub no more than a small part of its time', async () => {
  const { ask, clock, answered } = hub(10);
  const began = clock.nowMs();
  for (let n = 0; n < 60; n++) void ask('crypto.sha256');
  await clock.advance(20_000);
  expect(answered()).toBe(60);
  // 600 ms of work: 50 at once, the rest as a twentieth.
  expect(clock.nowMs() - began).toBeGreaterThan(10_000);
});

test('Answers come at once as long as little is asked', async () => {
  const { ask, clock, answered } = hub(0.1);
  const began = clock.nowMs();
  for (let n = 0; n < 60; n++) await ask('crypto.sha256');
  expect(answered()).toBe(60);
  expect(clock.nowMs() - began).toBeLessThan(10);
});

test('A storm of events between files is cut off', async () => {
  const { ask, heard } = hub(0.1);
  for (let n = 0; n < 5_000; n++) await ask('events.emit', 'ping');
  expect(heard()).toBeGreaterThan(400);
  expect(heard()).toBeLessThan(1_000);
});

test('No domain has hundreds of answers under way', async () => {
  const { ask, clock, errors, answered } = hub(20);
  for (let n = 0; n < 150; n++) void ask('fs.read', 'x');
  expect(errors).toHaveLength(50);
  expect(errors[0]).toBe('more than 100 answers are waited for');
  await clock.advance(200_000);
  expect(answered()).toBe(100);
});
