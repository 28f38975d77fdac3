import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client, LuaLogLine } from '../../../shared/contract';
import { follow } from '../../../shared/link';
import { messageOf } from '../../../shared/result';
import type { LuaProblem } from '../../../shared/vocabulary';
import { reasonOf } from '../../client';
import { keepTyped, readTyped, remembered } from './prompt-history';

/** Code that was typed, and what became of it. */
export interface Evaluation {
  readonly id: number;
  readonly at: number;
  readonly domain: string;
  readonly code: string;
  /** Undefined while it runs. */
  readonly answer?: EvaluationAnswer;
}

export type EvaluationAnswer =
  | { readonly ok: true; readonly at: number; readonly values: readonly string[] }
  | { readonly ok: false; readonly at: number; readonly problem: LuaProblem };

export interface ConsoleState {
  /** What Lua has logged, oldest first; undefined until it has been read. */
  readonly lines: readonly LuaLogLine[] | undefined;
  /** Why no further lines come. */
  readonly error: string | undefined;
  readonly evaluations: readonly Evaluation[];
  /** What was typed, oldest first. */
  readonly typed: readonly string[];
}

export interface Console {
  readonly state: StoreApi<ConsoleState>;
  /** Reads the log and follows it. @returns ends that */
  open(): () => void;
  evaluate(code: string, domain: string): Promise<void>;
  /** Takes away what is shown; the hub keeps its log. */
  clear(): void;
}

/** Older ones are not shown. */
const mostLines = 1_000;
const mostEvaluations = 200;
/** Lines that come close together are shown together. */
const gatherMs = 50;

export function createConsole(lua: Pick<Client['lua'], 'logs' | 'watchLogs' | 'evaluate'>): Console {
  const state = createStore<ConsoleState>(() => ({
    ...{ lines: undefined, error: undefined, evaluations: [], typed: readTyped() },
  }));
  let nextId = 1;
  let clearedAt = 0;

  async function read(signal: AbortSignal): Promise<void> {
    let gathered: LuaLogLine[] = [];
    let waiting = false;
    const show = () => {
      const added = gathered;
      gathered = [];
      waiting = false;
      if (!signal.aborted) state.setState(({ lines = [] }) => ({ lines: [...lines, ...added].slice(-mostLines) }));
    };
    // A hub that was started anew counts from the beginning, so after each break all is read again.
    const open = async () => {
      const kept = await lua.logs({ limit: mostLines }, { signal });
      gathered = [];
      state.setState({ lines: kept.filter(({ at }) => at > clearedAt), error: undefined });
      return lua.watchLogs({ after: kept.at(-1)?.id ?? 0 }, { signal });
    };
    for await (const line of follow(open, signal)) {
      gathered.push(line);
      if (!waiting) setTimeout(show, gatherMs);
      waiting = true;
    }
  }

  function answer(id: number, answered: EvaluationAnswer): void {
    state.setState(({ evaluations }) => ({
      evaluations: evaluations.map((one) => (one.id === id ? { ...one, answer: answered } : one)),
    }));
  }

  return {
    state,
    open() {
      const reading = new AbortController();
      read(reading.signal).catch((error: unknown) => {
        if (!reading.signal.aborted) state.setState({ error: messageOf(error) });
      });
      return () => reading.abort();
    },
    async evaluate(code, domain) {
      const id = nextId++;
      const typed = remembered(state.getState().typed, code);
      keepTyped(typed);
      state.setState(({ evaluations }) => ({
        typed,
        evaluations: [...evaluations, { id, at: Date.now(), domain, code }].slice(-mostEvaluations),
      }));
      try {
        const done = await lua.evaluate({ code, domain });
        answer(id, done.ok ? { ok: true, at: Date.now(), values: done.value } : { ...done, at: Date.now() });
      } catch (error) {
        answer(id, { ok: false, at: Date.now(), problem: { message: reasonOf(error), path: '' } });
      }
    },
    clear() {
      clearedAt = state.getState().lines?.at(-1)?.at ?? clearedAt;
      state.setState(({ evaluations }) => ({ lines: [], evaluations: evaluations.filter((one) => !one.answer) }));
    },
  };
}
