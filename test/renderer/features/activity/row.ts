import { type ActivityRow, keyOf } from '../../../../src/shared/vocabulary';

/** A row of Activity in which only what a test is about differs. */
export function row(pid: number, startedAt: number, more: Partial<ActivityRow> = {}): ActivityRow {
  const process = { pid, start: startedAt, argv: ['sleep', '5'], startedAt };
  return { key: keyOf(process), process, parentName: '', existing: false, firings: [], ofAction: false, ...more };
}
