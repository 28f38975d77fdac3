import type { HoursOfDay, Rule, Weekday } from '../../../../shared/vocabulary';

const weekdays: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Whether a rule acts at this time of the day and day of the week, in local time. */
export function isActive(
  { activeHours, activeDays }: Pick<Rule, 'activeHours' | 'activeDays'>,
  nowMs: number,
): boolean {
  if (activeHours.length === 0 && activeDays.length === 0) return true;
  const now = new Date(nowMs);
  const minute = now.getHours() * 60 + now.getMinutes();
  const today = now.getDay();
  const onDay = (day: number) => {
    const name = weekdays[(day + 7) % 7];
    return activeDays.length === 0 || (name !== undefined && activeDays.includes(name));
  };
  if (activeHours.length === 0) return onDay(today);
  return activeHours.some((hours) => {
    if (!crossesMidnight(hours)) return onDay(today) && hours.from <= minute && minute < hours.to;
    return (onDay(today) && hours.from <= minute) || (onDay(today - 1) && minute < hours.to);
  });
}

function crossesMidnight({ from, to }: HoursOfDay): boolean {
  return to <= from;
}

/** "09:00-17:30 on mon, tue". */
export function describeActiveTime({ activeHours, activeDays }: Pick<Rule, 'activeHours' | 'activeDays'>): string {
  const hours = activeHours.map(({ from, to }) => `${clockTime(from)}-${clockTime(to)}`).join(', ');
  const days = activeDays.length > 0 ? `on ${activeDays.join(', ')}` : '';
  return [hours, days].filter(Boolean).join(' ');
}

function clockTime(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
