import type { HoursOfDay, Weekday } from '../../../../shared/vocabulary';

const span = /^(\d{1,2}):(\d{2}) *- *(\d{1,2}):(\d{2})$/;
const wholeDay = 24 * 60;

/** Hours as the file has them: "09:00-17:30", "22:00-06:00", "18:00-24:00". */
export function parseHours(value: unknown): HoursOfDay | undefined {
  const [, ...numbers] = (typeof value === 'string' && span.exec(value.trim())) || [];
  const [fromHour = 99, fromMinute = 99, toHour = 99, toMinute = 99] = numbers.map(Number);
  const from = fromHour * 60 + fromMinute;
  const to = toHour * 60 + toMinute;
  return fromMinute < 60 && toMinute < 60 && from < wholeDay && to <= wholeDay ? { from, to } : undefined;
}

const week: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Days as the file has them: "mon", "Monday", "mon-fri", "sat-mon". */
export function parseDays(value: unknown): readonly Weekday[] | undefined {
  if (typeof value !== 'string') return undefined;
  const [first, last, more] = value
    .toLowerCase()
    .split('-')
    .map((word) => dayNumber(word.trim()));
  if (more !== undefined || first === undefined || first < 0 || last === -1) return undefined;
  const count = last === undefined ? 1 : ((last - first + week.length) % week.length) + 1;
  return [...week, ...week].slice(first, first + count);
}

/** -1 for what is no day. */
function dayNumber(word: string): number {
  return names.findIndex((name) => word === name || word === name.slice(0, 3));
}
