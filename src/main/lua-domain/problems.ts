import type { LuaProblem } from '../../shared/vocabulary';

export interface Raised {
  readonly message: string;
  readonly trace: string;
  readonly module: string | undefined;
  readonly handler?: string | undefined;
}

/** A chunk's name as Lua knows it, the file's path, and its module. */
export type Place = readonly [chunk: string, path: string, module: string];

/** Where a function of the library was called by the runtime, in the name of a file. */
const ofRuntime = /^runtime\/\w+\.lua:\d+: /;

/** An error of Lua with the file and the line that it is about: those of the message, else the innermost of the stack. */
export function problemOf({ message, trace, module, handler }: Raised, places: readonly Place[]): LuaProblem {
  const own = placeIn(message, places, /^(.+?\.lua|.+?\.toml|repl):(\d+): /g);
  const found = own ?? placeIn(trace, places, /^\s+(.+?\.lua|.+?\.toml|repl):(\d+):/gm);
  const home = places.find(([, , name]) => name === module);
  return {
    message: own ? message.slice(own.end) : message.replace(ofRuntime, ''),
    path: found?.place[1] ?? home?.[1] ?? '',
    ...(found ? { line: found.line } : {}),
    ...(trace ? { traceback: trace } : {}),
    ...(module === undefined ? {} : { module }),
    ...(handler === undefined ? {} : { handler }),
  };
}

interface Found {
  readonly place: Place;
  readonly line: number;
  readonly end: number;
}

const typed: Place = ['repl', '', 'repl'];

function placeIn(text: string, places: readonly Place[], shape: RegExp): Found | undefined {
  for (const match of text.matchAll(shape)) {
    const [whole, chunk, line] = match;
    const place = [...places, typed].find(([name]) => name === chunk);
    if (place) return { place, line: Number(line), end: match.index + whole.length };
  }
  return undefined;
}
