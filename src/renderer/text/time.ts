const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago something was, in one unit: "now", "12 s", "4 min", "3 h", "2 d". */
export function ageText(atMs: number, nowMs: number): string {
  const ms = nowMs - atMs;
  if (ms < second) return 'now';
  if (ms < minute) return `${Math.floor(ms / second)} s`;
  if (ms < hour) return `${Math.floor(ms / minute)} min`;
  if (ms < day) return `${Math.floor(ms / hour)} h`;
  return `${Math.floor(ms / day)} d`;
}

/** The same in a sentence: "just now", "12 s ago". */
export function agoText(atMs: number, nowMs: number): string {
  const age = ageText(atMs, nowMs);
  return age === 'now' ? 'just now' : `${age} ago`;
}

/** A span of time in at most two units: "34 ms", "1.2 s", "42 s", "4 min 5 s", "2 h 10 min", "3 d 4 h". */
export function durationText(ms: number): string {
  if (ms < 0) return '0 ms';
  if (ms < second) return `${Math.floor(ms)} ms`;
  if (ms < 10 * second) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  if (ms < minute) return `${Math.floor(ms / second)} s`;
  if (ms < hour) return twoUnits(ms, [minute, 'min'], [second, 's']);
  if (ms < day) return twoUnits(ms, [hour, 'h'], [minute, 'min']);
  return twoUnits(ms, [day, 'd'], [hour, 'h']);
}

type Unit = readonly [ms: number, name: string];

function twoUnits(ms: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((ms % large) / small);
  const first = `${Math.floor(ms / large)} ${largeName}`;
  return rest === 0 ? first : `${first} ${rest} ${smallName}`;
}

/** A span that is still growing, in whole seconds as on a stopwatch: "0:07", "4:05", "1:02:03". */
export function stopwatchText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / second));
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours > 0 ? `${hours}:${pad(minutes)}` : minutes}:${pad(seconds % 60)}`;
}

const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** A point in time for reading exactly: "21 Nov, 06:48:19.042". */
export function momentText(atMs: number): string {
  return moment.format(atMs);
}

const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayAndMinute = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** A point in time for a list: "14:05:09" when it is of the same day as now, "20 Nov, 14:05" otherwise. */
export function clockText(atMs: number, nowMs: number): string {
  return (dayOfYear.format(atMs) === dayOfYear.format(nowMs) ? timeOfDay : dayAndMinute).format(atMs);
}
