import type { StatusRule } from './agent';

/** A line on a screen that tells the status of an agent. */
export interface ScreenRule {
  readonly status: StatusRule['status'];
  readonly matches: (line: string) => boolean;
  /** Only so many of the last lines with text are looked at. */
  readonly last: number;
}

/** What a title of its terminal tells. */
export interface TitleRule {
  readonly status: StatusRule['status'];
  readonly matches: (title: string) => boolean;
}

/** What the screens and titles of agents tell. The first title that fits counts. */
export interface StatusRules {
  readonly screen: readonly ScreenRule[];
  readonly titles: readonly TitleRule[];
}

export const noStatusRules: StatusRules = { screen: [], titles: [] };

/** How many lines of a screen are looked at, if a rule does not say less. */
export const screenRuleLines = 30;

const longestLine = 500;

/** What a rule has found. */
export interface FoundOnScreen {
  readonly status: StatusRule['status'];
  readonly line: string;
}

/** @returns for each rule that fits the lowest line that it fits, in the order of the rules */
export function findOnScreen(rules: readonly ScreenRule[], lines: readonly string[]): FoundOnScreen[] {
  const withText = lines
    .filter((line) => line.trim() !== '')
    .slice(-screenRuleLines)
    .map((line) => line.slice(0, longestLine));
  return rules.flatMap(({ status, matches, last }) => {
    const line = withText.slice(-last).findLast(matches);
    return line === undefined ? [] : [{ status, line }];
  });
}
