const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

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

/** "0.04 ms", "3.2 ms", "120 ms", "2.4 s": what handlers of Lua take is less than `durationText` tells apart. */
export function msText(ms: number): string {
  if (ms < 1) return ms === 0 ? '0 ms' : `${Math.max(0.01, ms).toFixed(2)} ms`;
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 10_000 ? `${Math.round(ms).toLocaleString('en-US')} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

type Unit = readonly [ms: number, name: string];

function twoUnits(ms: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((ms % large) / small);
  const first = `${Math.floor(ms / large)} ${largeName}`;
  return rest === 0 ? first : `${first} ${rest} ${smallName}`;
}
