import { createRequire } from 'node:module';
import { messageOf } from '../../../shared/result';

const load = createRequire(import.meta.url);

/** So much work for each character of a text takes no longer than a hub can be without an answer. */
const mostSteps = 500;

/**
 * Why a text is no regular expression of RE2; undefined when it is one. What reads them is loaded with the first pattern:
 * that takes longer than running a file, and most have none.
 */
export function patternProblem(pattern: string): string | undefined {
  if (!read.has(pattern)) {
    if (read.size >= mostRead) read.clear();
    read.set(pattern, problemOf(pattern));
  }
  return read.get(pattern);
}

/** To read a pattern takes a millisecond, and most are the same after a reload. */
const read = new Map<string, string | undefined>();
const mostRead = 500;

function problemOf(pattern: string): string | undefined {
  const { RE2JS } = load('re2js') as typeof import('re2js');
  try {
    const isCostly = RE2JS.compile(pattern).programSize() > mostSteps;
    return isCostly ? 'it is too costly; let it repeat less' : undefined;
  } catch (error) {
    return messageOf(error).replace(/^error parsing regexp: /, '');
  }
}
