import { z } from 'zod';
import type { LuaState, LuaView } from '../../../../shared/contract';
import { type Cell, createCell } from '../../../../shared/event';
import { fail, ok, type Result } from '../../../../shared/result';
import { type LuaProblem, type LuaResult, type LuaValue, luaHooks, type ViewNode } from '../../../../shared/vocabulary';
import { valuesOf } from '../../../gateway';
import type { Clock, LuaHostCall } from '../../../ports';
import type { DomainSlot } from '../domain-slot';
import type { FoundFile } from '../layers';
import { createDrawing, type Drawing } from './drawing';
import { describeViews, eventsOf, type FoundView, findViews, layout } from './found';
import { withOthers } from './sidebar';
import { parseTree } from './tree';

/** The views that Lua describes, drawn for those who watch. */
export interface Views {
  describe(): LuaState['views'];
  /** A view once it is drawn and after each change; ends when there is no such view any more. */
  watch(name: string, signal: AbortSignal | undefined): Result<AsyncGenerator<LuaView, void>, 'no-view'>;
  /** Runs the function that an action of a tree names, to its end. */
  act(name: string, action: string, value: unknown): Promise<Result<LuaResult<LuaValue>, 'no-action'>>;
  /** Registrations may be others now. */
  changed(): void;
  /** An event was told. */
  happened(event: string): void;
  /** What Lua asks of its host may concern views. @returns true when nobody else has to answer */
  heard(slot: DomainSlot, call: Pick<LuaHostCall, 'op' | 'args' | 'module'>): boolean;
}

export interface ViewsOptions {
  readonly clock: Clock;
  readonly slots: () => readonly DomainSlot[];
  readonly files: () => readonly FoundFile[];
  readonly failed: (domain: string, problem: LuaProblem) => void;
}

interface Watched {
  readonly view: Cell<LuaView>;
  readonly drawing: Drawing;
  readonly gone: AbortController;
  readers: number;
}

export function createViews({ clock, slots, files, failed }: ViewsOptions): Views {
  const watched = new Map<string, Watched>();
  let found = new Map<string, FoundView>();
  // Higher than those of an earlier hub, whose trees a window may still show.
  let lastStamp = Math.floor(clock.nowMs());

  async function draw(name: string, stamp: number, shown: number | undefined): Promise<LuaResult<ViewNode>> {
    const view = found.get(name);
    if (!view) return { ok: false, problem: { message: `Lua has no view ${name}.`, path: '' } };
    const drawn = await view.slot.call(view.registration.handler, ['draw', stamp, shown]);
    if (!drawn.ok) return { ok: false, problem: placed(view, drawn.problem) };
    const tree = parseTree(Drawn.safeParse(drawn.value).data?.tree as LuaValue);
    if (tree.ok) return { ok: true, value: withOthers(tree.value, describeViews(found.values())) };
    return { ok: false, problem: placed(view, { message: tree.message, path: '' }) };
  }

  /** A problem that has no line of its own is said to be where the view was registered. */
  function placed({ registration: { name, module, handler, about } }: FoundView, problem: LuaProblem): LuaProblem {
    if (problem.line !== undefined) return problem;
    const path = files().find((file) => file.module === module)?.path ?? problem.path;
    const line = typeof about.line === 'number' ? { line: about.line } : {};
    return { ...problem, ...line, path, module, handler, message: `view ${name}: ${problem.message}` };
  }

  function open(name: string): Watched {
    const known = watched.get(name);
    if (known) return known;
    const view = createCell<LuaView>({});
    const drawing = createDrawing({
      ...{ clock, view, nextStamp: () => ++lastStamp },
      draw: (stamp, shown) => draw(name, stamp, shown),
      failed: (problem) => failed(found.get(name)?.slot.name ?? '', problem),
    });
    const opened: Watched = { view, drawing, gone: new AbortController(), readers: 0 };
    watched.set(name, opened);
    drawing.soon();
    return opened;
  }

  function close(name: string, closing: Watched): void {
    closing.drawing.close();
    if (watched.get(name) === closing) watched.delete(name);
  }

  async function* follow(name: string, signal: AbortSignal | undefined): AsyncGenerator<LuaView, void> {
    const own = open(name);
    own.readers++;
    const until = signal ? AbortSignal.any([signal, own.gone.signal]) : own.gone.signal;
    try {
      for await (const view of valuesOf(own.view, until)) if (view.tree || view.problem) yield view;
    } finally {
      own.readers--;
      if (own.readers === 0) close(name, own);
    }
  }

  /** Its worker was ended, and the next one does not have anything yet. */
  function isAway({ slot, ends, registration }: FoundView): boolean {
    if (slot.ends === ends || slot.stopped !== undefined || !slots().includes(slot)) return false;
    return slot.registrations.length === 0 && slot.inForce.has(registration.module);
  }

  function changed(): void {
    const before = found;
    found = findViews(slots(), files());
    for (const [name, view] of before) if (!found.has(name) && isAway(view)) found.set(name, view);
    for (const [name, { drawing, gone }] of watched) {
      const view = found.get(name);
      const last = before.get(name);
      if (!view) {
        gone.abort();
        watched.delete(name);
        drawing.close();
      } else if (last && !isSame(view, last)) drawing.anew();
    }
    // It may list all views.
    if (listOf(before) !== listOf(found)) watched.get(layout)?.drawing.soon();
  }

  function happened(event: string): void {
    for (const [name, { drawing }] of watched) {
      const view = found.get(name);
      if (view && eventsOf(view).includes(event)) drawing.soon();
    }
  }

  function refresh(slot: DomainSlot, module: string, asked: LuaValue): void {
    for (const [name, { drawing }] of watched) {
      const view = found.get(name);
      if (view?.slot !== slot) continue;
      if (typeof asked === 'string' ? name === asked : view.registration.module === module) drawing.soon();
    }
  }

  return {
    ...{ changed, happened },
    describe: () => describeViews(found.values()),
    watch: (name, signal) => (found.has(name) ? ok(follow(name, signal)) : fail('no-view', `Lua has no view ${name}.`)),
    async act(name, action, value) {
      const view = found.get(name);
      const gone = fail('no-action' as const, `The view ${name} has changed; that is not there any more.`);
      if (!view) return gone;
      const done = await view.slot.call(view.registration.handler, ['act', action, value as LuaValue]);
      watched.get(name)?.drawing.soon();
      if (!done.ok) {
        failed(view.slot.name, done.problem);
        return ok(done);
      }
      const answer = Acted.safeParse(done.value);
      return answer.success ? ok({ ok: true, value: answer.data.value as LuaValue }) : gone;
    },
    heard(slot, { op, args: [name], module }) {
      if (op === 'ui.refresh') refresh(slot, module, name);
      // Nobody but the hub tells its events.
      else if (op === 'events.emit' && typeof name === 'string' && !Object.hasOwn(luaHooks, name)) happened(name);
      return op === 'ui.refresh';
    },
  };
}

const listOf = (views: ReadonlyMap<string, FoundView>) => JSON.stringify(describeViews(views.values()));

/** What the function of a view answers. */
const Drawn = z.object({ tree: z.unknown() });
const Acted = z.object({ done: z.literal(true), value: z.unknown().optional() });

function isSame(a: FoundView, b: FoundView): boolean {
  return a.slot === b.slot && a.ends === b.ends && a.registration.handler === b.registration.handler;
}
