import type { Timeline } from '../../../shared/vocabulary';
import { numberText } from '../../text';
import type { Span } from './range';

export type Slot = Timeline['buckets'][number];

/** Slots from one to another, both included, in whatever order. */
export interface SlotPick {
  readonly anchor: number;
  readonly head: number;
}

/** The time that picked slots take. */
export function spanOfPick({ from, bucketMs }: Pick<Timeline, 'from' | 'bucketMs'>, { anchor, head }: SlotPick): Span {
  const first = Math.min(anchor, head);
  const last = Math.max(anchor, head);
  return { from: from + first * bucketMs, to: from + (last + 1) * bucketMs };
}

/** The first and last slot that a span touches; undefined when it lies outside. */
export function slotsOfSpan({ from, bucketMs, buckets }: Timeline, span: Span): SlotPick | undefined {
  const anchor = Math.floor((span.from - from) / bucketMs);
  const head = Math.ceil((span.to - from) / bucketMs) - 1;
  if (head < 0 || anchor >= buckets.length || head < anchor) return undefined;
  return { anchor: Math.max(0, anchor), head: Math.min(buckets.length - 1, head) };
}

/** The slot at a place of the picture, from 0 at its left to 1 at its right. */
export function slotAt(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(place * count)));
}

/**
 * How high a count is drawn, from 0 to 1. By its square root, so that a single command can be seen beside a thousand;
 * what is not nothing has at least a little height.
 */
export function barHeight(count: number, most: number): number {
  if (count <= 0 || most <= 0) return 0;
  return Math.max(0.06, Math.sqrt(count / most));
}

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const dayMs = 86_400_000;

/** "13:00–13:15", with the day when it is not that of now: "Fri 20 Nov, 13:00–13:15". */
export function spanText({ from, to }: Span, nowMs: number): string {
  const sameDay = day.format(from) === day.format(nowMs);
  const oneDay = day.format(from) === day.format(to - 1);
  return `${(sameDay ? time : dayAndTime).format(from)}–${(oneDay ? time : dayAndTime).format(to)}`;
}

/** "12 started, 2 failed, 1 fired" */
export function slotText({ started, failed, fired }: Omit<Slot, 'at'>): string {
  if (started === 0 && fired === 0) return 'nothing started';
  const parts = [`${numberText(started)} started`];
  if (failed > 0) parts.push(`${numberText(failed)} failed`);
  if (fired > 0) parts.push(fired === 1 ? '1 match of a rule' : `${numberText(fired)} matches of rules`);
  return parts.join(', ');
}

/** A mark below the picture, and where it stands, from 0 to 1. */
export interface Tick {
  readonly place: number;
  readonly text: string;
}

/** About six marks, at round local times. */
export function ticksOf({ from, to }: Span): Tick[] {
  const length = to - from;
  const steps = [10, 60, 4 * 60, 24 * 60, 5 * 24 * 60].map((minutes) => minutes * 60_000);
  const step = steps.find((one) => length / one <= 7.5) ?? length;
  const format = step >= dayMs ? day : time;
  const offset = new Date(from).getTimezoneOffset() * 60_000;
  const ticks: Tick[] = [];
  for (let at = Math.ceil((from - offset) / step) * step + offset; at < to; at += step) {
    const place = (at - from) / length;
    // A text at the very edge would be cut.
    if (place > 0.03 && place < 0.97) ticks.push({ place, text: format.format(at) });
  }
  return ticks;
}

/** The figures of all slots together. */
export function sumOf(slots: readonly Slot[]): Omit<Slot, 'at'> {
  const sum = { started: 0, failed: 0, fired: 0 };
  for (const { started, failed, fired } of slots) {
    sum.started += started;
    sum.failed += failed;
    sum.fired += fired;
  }
  return sum;
}
