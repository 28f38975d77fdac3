import { messageOf } from '../../../shared/result';
import { luaHooks } from '../../../shared/vocabulary';
import type { FileBox, Log } from '../../ports';
import type { DomainSlot, SlotEvent } from './domain-slot';
import type { Answering, Caller } from './operations';

export interface HostingOptions {
  readonly answering: Answering;
  readonly boxOf: (domain: string) => FileBox;
  readonly log: Log;
  readonly slots: () => readonly DomainSlot[];
}

type Call = Extract<SlotEvent, { type: 'call' }>;

/** What Lua emits is told to the other domains as well, by this name. */
const relayed = 'events.emit';

/** Carries out what domains ask for. */
export function createHosting({ answering, boxOf, log, slots }: HostingOptions) {
  function relay(from: DomainSlot, [name, ...args]: Call['call']['args']): void {
    // The hub's own events come from the hub alone; those of objects belong to one domain.
    if (typeof name !== 'string' || Object.hasOwn(luaHooks, name) || name.includes('#')) return;
    for (const slot of slots()) if (slot !== from && slot.wants(name)) slot.emit(name, args);
  }

  return async function answer(slot: DomainSlot, { call, settle, scope: worker }: Call): Promise<void> {
    if (call.op === relayed) return relay(slot, call.args);
    const caller: Caller = {
      ...{ domain: slot.name, module: call.module, files: boxOf(slot.name), scope: worker },
      tell: (event, args) => {
        if (!worker.closed) slot.emit(event, args);
      },
    };
    try {
      const answered = await answering(call, caller, new Set(slot.permissions));
      if (worker.closed) return;
      settle(call.id, answered.ok ? { value: answered.value } : { error: answered.message });
    } catch (error) {
      log.error('An operation for Lua failed', { op: call.op, error });
      if (!worker.closed) settle(call.id, { error: `${call.op} failed: ${messageOf(error)}` });
    }
  };
}
