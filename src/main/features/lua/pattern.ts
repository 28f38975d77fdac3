import { RE2JS } from 're2js';
import type { Clock } from '../../ports';
import { type Allowance, createAllowance } from './allowance';

export type Matcher = (text: string) => boolean;

/** To read a pattern takes a millisecond, and most are the same after a reload. */
const read = new Map<string, Matcher | undefined>();
const mostRead = 500;

/** Whether a text has what a pattern of RE2 looks for. Undefined when it is none: Lua has refused it where it was said. */
export function matcherOf(pattern: string): Matcher | undefined {
  if (!read.has(pattern)) {
    if (read.size >= mostRead) read.clear();
    read.set(pattern, compile(pattern));
  }
  return read.get(pattern);
}

function compile(pattern: string): Matcher | undefined {
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.matcher(text).find();
  } catch {
    return undefined;
  }
}

/** Patterns of files. Those of a file that cost more of the hub's time than a file may fit nothing for a while. */
export type Patterns = (module: string, pattern: string) => Matcher | undefined;

/** What all patterns of a file may cost. The shipped ones together take a thousandth while twenty agents work. */
const shareOfFile = 0.05;

export function createPatterns(clock: Clock): Patterns {
  const allowances = new Map<string, Allowance>();
  return (module, pattern) => {
    const allowance = allowances.get(module) ?? createAllowance(shareOfFile, clock);
    allowances.set(module, allowance);
    const matches = matcherOf(pattern);
    return matches && ((text) => allowance.waitMs === 0 && allowance.spend(() => matches(text)));
  };
}
