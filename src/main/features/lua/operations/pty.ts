import { z } from 'zod';
import { fail, ok } from '../../../../shared/result';
import type { Pty, Ptys } from '../../../ports';
import { earlyEvents } from './early-events';
import { bytesOf, type Caller, Data, nothing, type Operations, operation } from './operation';

export interface PtyOptions {
  readonly ptys: Ptys;
  /** What programs are given besides what is asked for. */
  readonly env: Readonly<Record<string, string>>;
  /** Where they begin. */
  readonly cwd: string;
}

const Size = z.number().int().min(1).max(1_000);
const Spawn = z
  .object({
    args: z.array(z.string()).optional(),
    env: z.record(z.string(), z.string()).optional(),
    cwd: z.string().optional(),
    cols: Size.optional(),
    rows: Size.optional(),
  })
  .optional();

/** Of one worker. */
const mostPtys = 20;
/** Output is gathered for so long, or until it is so much: Lua gets batches. */
const gatherMs = 16;
const mostBatchBytes = 64 * 1024;

/** Programs on pseudo-terminals of Lua's own. They end with the worker. */
export function ptyOperations({ ptys, env, cwd }: PtyOptions): Operations {
  const open = new WeakMap<Caller['scope'], Map<number, Pty>>();
  let lastId = 0;
  const ptysOf = ({ scope }: Caller) => {
    const known = open.get(scope) ?? new Map<number, Pty>();
    open.set(scope, known);
    return known;
  };
  const withPty = (id: number, caller: Caller, use: (pty: Pty) => void) => {
    const pty = ptysOf(caller).get(id);
    if (!pty) return fail('ended', 'The program of this pty has ended.');
    use(pty);
    return nothing;
  };

  return {
    'pty.spawn': operation([z.string().min(1), Spawn], ([file, asked = {}], caller) => {
      const own = ptysOf(caller);
      if (own.size >= mostPtys) return fail('too-many', `There are ${mostPtys} ptys already. Kill some.`);
      const id = ++lastId;
      const opened = ptys.open({
        ...{ file, args: asked.args ?? [], cwd: asked.cwd ?? cwd },
        env: { ...env, TERM: 'xterm-256color', ...asked.env },
        size: { cols: asked.cols ?? 80, rows: asked.rows ?? 24 },
      });
      if (!opened.ok) return opened;
      const pty = opened.value;
      own.set(id, pty);
      caller.scope.use(pty);
      const output = earlyEvents(caller, `pty.output#${id}`);
      const end = earlyEvents(caller, `pty.exit#${id}`);
      const batches = gather(output.tell);
      pty.data.on(batches.add);
      pty.exited.on((exit) => {
        own.delete(id);
        batches.flush();
        output.end();
        end.tell('code' in exit ? exit.code : -1);
        end.end();
      });
      return ok(id);
    }),
    'pty.write': operation([z.number(), Data], ([id, data], caller) =>
      withPty(id, caller, (pty) => pty.write(bytesOf(data))),
    ),
    'pty.resize': operation([z.number(), Size, Size], ([id, cols, rows], caller) =>
      withPty(id, caller, (pty) => pty.resize({ cols, rows })),
    ),
    'pty.kill': operation([z.number()], async ([id], caller) => {
      await ptysOf(caller).get(id)?.close();
      return nothing;
    }),
  };
}

function gather(tell: (bytes: Uint8Array) => void) {
  let parts: Uint8Array[] = [];
  let length = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (length === 0) return;
    const whole = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    parts = [];
    length = 0;
    tell(whole);
  }
  return {
    add(chunk: Uint8Array): void {
      // Its memory is used again.
      parts.push(chunk.slice());
      length += chunk.length;
      if (length >= mostBatchBytes) flush();
      else timer ??= setTimeout(flush, gatherMs);
    },
    flush,
  };
}
