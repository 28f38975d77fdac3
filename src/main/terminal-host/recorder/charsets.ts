import type { Terminal } from '@xterm/headless';
import { type Charset, internalsOf } from './internals';

/** The final bytes that select a character set: ESC ( followed by one of them. */
const names = 'BA0C4RQKYEZH=';

/** By which byte a character set is selected. ASCII, the usual one, has no object and no name. */
export function charsetNames(scratch: Terminal): ReadonlyMap<Charset | undefined, string> {
  const found = new Map<Charset | undefined, string>();
  const state = internalsOf(scratch);
  for (const name of names) {
    state.writeSync(Buffer.from(`\x1b(${name}`, 'latin1'));
    const { charset } = state._charsetService;
    if (charset) found.set(charset, name);
  }
  return found;
}
