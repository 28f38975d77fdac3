import { messageOf } from '../../../shared/result';
import { luaHooks } from '../../../shared/vocabulary';
import type { Clock, FileBox, Log } from '../../ports';
import { type Allowance, createAllowance } from './allowance';
import type { DomainSlot, SlotEvent } from './domain-slot';
import type { Answering, Caller } from './operations';
import { trustedDomain } from './plan';

export interface HostingOptions {
  readonly answering: Answering;
  readonly boxOf: (domain: string) => FileBox;
  readonly log: Log;
  readonly clock: Clock;
  readonly slots: () => readonly DomainSlot[];
}

type Call = Extract<SlotEvent, { type: 'call' }>;

/** What Lua emits is told to the other domains as well, by this name. */
const relayed = 'events.emit';
/** What a domain may cost the hub by all that it asks. */
const trustedShare = 0.5;
const restrictedShare = 0.05;
/** So many answers may be under way for one domain. */
const mostWaiting = 100;

/** Carries out what domains ask for. */
export function createHosting({ answering, boxOf, log, clock, slots }: HostingOptions) {
  const allowances = new WeakMap<DomainSlot, Allowance>();
  const waiting = new WeakMap<DomainSlot, number>();
  const quiet = new WeakSet<DomainSlot>();

  function allowanceOf(slot: DomainSlot): Allowance {
    const known = allowances.get(slot);
    const allowance = known ?? createAllowance(slot.name === trustedDomain ? trustedShare : restrictedShare, clock);
    if (!known) allowances.set(slot, allowance);
    return allowance;
  }

  function relay(from: DomainSlot, [name, ...args]: Call['call']['args']): void {
    // The hub's own events come from the hub alone; those of objects belong to one domain.
    if (typeof name !== 'string' || Object.hasOwn(luaHooks, name) || name.includes('#')) return;
    const allowance = allowanceOf(from);
    if (allowance.waitMs > 0) {
      if (!quiet.has(from))
        log.warn('Lua emits more events than the hub passes on; some are left out', { domain: from.name });
      quiet.add(from);
      return;
    }
    quiet.delete(from);
    allowance.spend(() => {
      for (const slot of slots()) if (slot !== from && slot.wants(name)) slot.emit(name, args);
    });
  }

  /** When it is the domain's turn: what costs much makes the next wait. */
  async function turn(slot: DomainSlot): Promise<void> {
    for (let ms = allowanceOf(slot).waitMs; ms > 0; ms = allowanceOf(slot).waitMs)
      await new Promise<void>((resolve) => clock.after(ms, resolve));
  }

  return async function answer(slot: DomainSlot, { call, settle, scope: worker }: Call): Promise<void> {
    if (call.op === relayed) return relay(slot, call.args);
    const under = waiting.get(slot) ?? 0;
    if (under >= mostWaiting) return settle(call.id, { error: `more than ${mostWaiting} answers are waited for` });
    waiting.set(slot, under + 1);
    const caller: Caller = {
      ...{ domain: slot.name, module: call.module, files: boxOf(slot.name), scope: worker },
      tell: (event, args) => {
        if (!worker.closed) slot.emit(event, args);
      },
      whenHeard(event, then) {
        if (slot.wants(event)) return then();
        const stop = slot.events.on(({ type }) => {
          if (type !== 'registered' || !slot.wants(event)) return;
          stop();
          then();
        });
        worker.defer(stop);
      },
    };
    try {
      await turn(slot);
      if (worker.closed) return;
      const allowance = allowanceOf(slot);
      const answered = await allowance.spend(() => answering(call, caller, new Set(slot.permissions)));
      if (worker.closed) return;
      allowance.spend(() => settle(call.id, answered.ok ? { value: answered.value } : { error: answered.message }));
    } catch (error) {
      log.error('An operation for Lua failed', { op: call.op, error });
      if (!worker.closed) settle(call.id, { error: messageOf(error) });
    } finally {
      waiting.set(slot, (waiting.get(slot) ?? 1) - 1);
    }
  };
}
