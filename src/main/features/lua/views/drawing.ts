import type { LuaView } from '../../../../shared/contract';
import type { Cell, Unsubscribe } from '../../../../shared/event';
import type { LuaProblem, LuaResult, ViewNode } from '../../../../shared/vocabulary';
import type { Clock } from '../../../ports';

/** The drawings of one view for as long as somebody watches it. */
export interface Drawing {
  /** What it shows may be different now: it is drawn again in a moment. */
  soon(): void;
  /** It is drawn by another function now: what is under way counts no more. */
  anew(): void;
  close(): void;
}

export interface DrawingOptions {
  readonly clock: Clock;
  readonly view: Cell<LuaView>;
  /** Numbers drawings: higher than all before. */
  readonly nextStamp: () => number;
  /** @param shown the drawing that people see meanwhile: its actions must go on working */
  readonly draw: (stamp: number, shown: number | undefined) => Promise<LuaResult<ViewNode>>;
  readonly failed: (problem: LuaProblem) => void;
}

/** From the end of a drawing to the beginning of the next; more when drawing takes longer than that. */
const leastRestMs = 50;
const mostRestMs = 1_000;
/** A drawing that waits longer for something is said to be late, and does not keep the next from beginning. */
const patienceMs = 10_000;

export function createDrawing({ clock, view, nextStamp, draw, failed }: DrawingOptions): Drawing {
  let shown: number | undefined;
  let turn = 0;
  let isUnderWay = false;
  let again = false;
  let readyAt = 0;
  let waiting: Unsubscribe | undefined;
  let late: Unsubscribe | undefined;

  function soon(): void {
    if (isUnderWay) again = true;
    else waiting ??= clock.after(Math.max(0, readyAt - clock.nowMs()), begin);
  }

  function begin(): void {
    waiting = undefined;
    again = false;
    isUnderWay = true;
    late?.();
    turn++;
    const own = turn;
    const stamp = nextStamp();
    const began = clock.nowMs();
    late = clock.after(patienceMs, () => {
      const message = `It is not drawn yet: it has waited for ${patienceMs / 1_000} s.`;
      show({ ok: false, problem: { message, path: '' } });
    });
    void draw(stamp, shown).then((drawn) => {
      if (turn !== own) return;
      late?.();
      if (drawn.ok) shown = stamp;
      const now = clock.nowMs();
      readyAt = now + Math.min(mostRestMs, Math.max(leastRestMs, now - began));
      show(drawn);
    });
  }

  /** The last good tree stays beside a problem. */
  function show(drawn: LuaResult<ViewNode>): void {
    const { tree, problem } = view.value;
    if (drawn.ok) view.value = { tree: drawn.value };
    else view.value = { ...(tree ? { tree } : {}), problem: drawn.problem };
    if (!drawn.ok && drawn.problem.message !== problem?.message) failed(drawn.problem);
    isUnderWay = false;
    if (again) soon();
  }

  function stop(): void {
    turn++;
    waiting?.();
    late?.();
    waiting = undefined;
    isUnderWay = false;
  }

  return {
    soon,
    anew() {
      stop();
      // Not at once: it may be its own drawing that registers it anew.
      readyAt = Math.min(readyAt, clock.nowMs() + leastRestMs);
      soon();
    },
    close: stop,
  };
}
