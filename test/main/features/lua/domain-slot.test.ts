import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDomainSlot, type DomainSlot } from '../../../../src/main/features/lua/domain-slot';
import type { FoundFile } from '../../../../src/main/features/lua/layers';
import { limitsOf } from '../../../../src/main/features/lua/permissions';
import { planDomains } from '../../../../src/main/features/lua/plan';
import { createFileBoxes } from '../../../../src/main/node';
import type { LuaDomains } from '../../../../src/main/ports';
import { createEmitter } from '../../../../src/shared/event';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { createFakeClock } from '../../../fixtures/fake-clock';
import { luaInThisThread } from '../../../fixtures/lua-in-this-thread';

let scope: Scope;
/** Ends the newest worker. */
let end: (why: string) => void;
let slot: DomainSlot;

/** Workers that are ended by the test. */
const domains: LuaDomains = {
  open(options, own) {
    const ended = createEmitter<string>();
    end = (why) => ended.emit(why);
    return { ...luaInThisThread.open(options, own), ended };
  },
};

beforeEach(() => {
  scope = createScope();
  const about = { name: 'trusted', permissions: [], limits: limitsOf('trusted') };
  const box = createFileBoxes().open(['/nowhere']);
  slot = createDomainSlot({ domains, domain: about, clock: createFakeClock(), box, state: undefined });
  scope.defer(() => slot.close());
});
afterEach(() => scope.close());

function plan(user: string) {
  const file = (module: string, layer: FoundFile['layer'], text: string): FoundFile => ({
    ...{ module, layer, text, path: `/lua/${module}.lua` },
  });
  const files = [file('default.a', 'default', 'return { is = "shipped" }'), file('user.a', 'user', user)];
  const [trusted] = planDomains([...files, file('user.b', 'user', '')], new Set());
  if (!trusted) throw new Error('There is no trusted domain.');
  return trusted;
}

const mine = plan('return { is = "mine" }');
const repaired = plan('return { is = "repaired" }');

async function endThrice(): Promise<void> {
  for (let time = 0; time < 3; time++) {
    // The worker that has begun in place of the last one.
    await slot.evaluate('1');
    end('It hung.');
  }
  await slot.bring(mine);
}

const inForce = () => [...slot.inForce].sort();

test('Of a trusted worker that is ended again and again, what comes with the app goes on', async () => {
  await slot.bring(mine);
  expect(inForce()).toEqual(['default.a', 'shipped.a', 'user.a', 'user.b']);
  await endThrice();
  expect(slot.setAside).toContain('It hung.');
  expect(slot.stopped).toBeUndefined();
  expect(inForce()).toEqual(['default.a']);
  expect(await slot.evaluate('require("default.a").is')).toEqual({ ok: true, value: ['shipped'] });
  await slot.bring(repaired);
  expect(slot.setAside).toBeUndefined();
  expect(await slot.evaluate('require("default.a").is')).toEqual({ ok: true, value: ['repaired'] });
});

test('If that is ended as well, it stops, until a file is changed or loaded again', async () => {
  await slot.bring(mine);
  await endThrice();
  await endThrice();
  expect(slot.stopped).toContain('It hung.');
  expect(await slot.evaluate('1')).toMatchObject({ ok: false });
  slot.forgive();
  await slot.bring(mine);
  expect(inForce()).toContain('user.a');
});

test('Ends that are far from each other are forgiven', async () => {
  const clock = createFakeClock();
  const about = { name: 'improvements.a', permissions: [], limits: limitsOf('improvements.a') };
  const own = createDomainSlot({
    ...{ domains, domain: about, clock, box: createFileBoxes().open(['/nowhere']), state: undefined },
  });
  scope.defer(() => own.close());
  await own.bring(mine);
  for (let time = 0; time < 5; time++) {
    await own.evaluate('1');
    end('It hung.');
    clock.advance(6 * 60_000);
  }
  expect(own).toMatchObject({ stopped: undefined, setAside: undefined, ends: 5 });
});
