/** Date and time of day where this machine is, the latter to the millisecond: "2026-11-21" and "09:05:59.123". */
export function localParts(at: number): readonly [date: string, time: string] {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString();
  return [local.slice(0, 10), local.slice(11, 23)];
}

/** "2026-11-21 09:05:59" */
export function localTime(at: number): string {
  const [date, time] = localParts(at);
  return `${date} ${time.slice(0, 8)}`;
}
