import type { LuaLogLine } from '../../../shared/contract';
import { createEmitter, type Event } from '../../../shared/event';
import type { Clock, Log } from '../../ports';

const mostLines = 2_000;
const longestText = 10_000;

/** What Lua has logged: the last lines, and in the hub's own log. */
export interface LuaLogs {
  readonly added: Event<LuaLogLine>;
  add(line: Omit<LuaLogLine, 'id' | 'at'>): void;
  /** Oldest first. */
  last(limit: number, module?: string): LuaLogLine[];
  /** Those behind a line that are still kept. */
  after(id: number): LuaLogLine[];
}

export function createLogs(log: Log, clock: Clock): LuaLogs {
  const added = createEmitter<LuaLogLine>((error) => log.error('A reader of Lua’s log failed', { error }));
  const lines: LuaLogLine[] = [];
  let lastId = 0;
  return {
    added,
    add(line) {
      const text = line.text.length > longestText ? `${line.text.slice(0, longestText)}…` : line.text;
      const whole = { ...line, text, id: ++lastId, at: clock.nowMs() };
      lines.push(whole);
      if (lines.length > mostLines) lines.splice(0, lines.length - mostLines);
      log[line.level](text, { module: line.module });
      added.emit(whole);
    },
    last: (limit, module) => lines.filter((line) => module === undefined || line.module === module).slice(-limit),
    after: (id) => lines.filter((line) => line.id > id),
  };
}
