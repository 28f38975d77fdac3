import { RE2JS } from 're2js';
import type { StatusRule } from '../../../../shared/vocabulary';
import type { ScreenRule } from '../tools';

export interface Found {
  readonly status: StatusRule['status'];
  readonly line: string;
}

const usualLast = 30;
const longestLine = 500;

/** Rules of a profile. Those that RE2 cannot read are left out; the reader of the file has told that already. */
export function profileRules(rules: readonly StatusRule[]): ScreenRule[] {
  return rules.flatMap(({ pattern, status }) => {
    try {
      const compiled = RE2JS.compile(pattern);
      return [{ status, last: usualLast, matches: (line: string) => compiled.matcher(line).find() }];
    } catch {
      return [];
    }
  });
}

/** @returns for each rule that fits the lowest line that it fits, in the order of the rules */
export function findOnScreen(rules: readonly ScreenRule[], lines: readonly string[]): Found[] {
  const withText = lines
    .filter((line) => line.trim() !== '')
    .slice(-usualLast)
    .map((line) => line.slice(0, longestLine));
  return rules.flatMap(({ status, matches, last }) => {
    const line = withText.slice(-last).findLast(matches);
    return line === undefined ? [] : [{ status, line }];
  });
}
