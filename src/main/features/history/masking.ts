import { RE2JS } from 're2js';
import { maskArguments, maskText, type Settings, secretMask } from '../../../shared/vocabulary';

/** Takes secrets out of what is to be stored. */
export interface Masking {
  text(text: string): string;
  arguments(argv: readonly string[]): readonly string[];
}

/** Patterns of the settings are searched for in linear time, whatever they are; one that is wrong masks nothing. */
export function createMasking({ mask, maskKnown }: Settings['history']): Masking {
  const own = mask.flatMap(compile);
  const ownMasked = (text: string) => own.reduce(maskMatches, text);
  return {
    text: (text) => ownMasked(maskKnown ? maskText(text) : text),
    arguments(argv) {
      const known = maskKnown ? maskArguments(argv) : argv;
      return own.length === 0 ? known : known.map(ownMasked);
    },
  };
}

function compile(pattern: string): RE2JS[] {
  try {
    return [RE2JS.compile(pattern)];
  } catch {
    return [];
  }
}

function maskMatches(text: string, pattern: RE2JS): string {
  const matcher = pattern.matcher(text);
  const parts: string[] = [];
  let done = 0;
  while (matcher.find()) {
    const group = matcher.groupCount() > 0 && matcher.group(1) !== null ? 1 : 0;
    const [start, end] = [matcher.start(group), matcher.end(group)];
    if (end > start) parts.push(text.slice(done, start), secretMask);
    if (end > start) done = end;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(done);
}
