import type { LuaValue, Registration } from '../../../../shared/vocabulary';
import type { LuaDomain, LuaHostCall } from '../../../ports';
import { actInSpec, finishInSpec } from './actions';
import { judge, listenersTo } from './screens';
import { actInView, drawView } from './views';

type Settled = Parameters<LuaDomain['settle']>[1];

/**
 * What a spec asks of whoever runs it: to play the host that tells events, fires timers and sends values through hooks.
 * @returns undefined when the call is for the host
 */
export async function direct(
  domain: LuaDomain,
  { op, args }: LuaHostCall,
  registered: () => readonly Registration[],
): Promise<Settled | undefined> {
  const [first, second, ...rest] = args;
  switch (op) {
    case 'spec.fire': {
      // What the test has just registered is told behind its call.
      await domain.stats();
      const kinds = first === 'event' ? ['event', 'hook'] : [first];
      const handlers = registered().filter(
        ({ kind, name, enabled }) => enabled && kinds.includes(kind) && (second == null || name === second),
      );
      return callAll(domain, handlers, rest);
    }
    case 'spec.intercept': {
      const passed = await domain.intercept(String(first), second);
      return { value: passed ? { value: passed.value } : {} };
    }
    case 'spec.view': {
      await domain.stats();
      return drawView(domain, registered(), args);
    }
    case 'spec.act':
      return actInView(domain, registered(), args);
    case 'spec.action': {
      await domain.stats();
      return actInSpec(domain, registered(), args);
    }
    case 'spec.finish':
      return finishInSpec(domain, args);
    case 'spec.judge': {
      await domain.stats();
      return { value: judge(registered(), String(first), second) };
    }
    case 'spec.line': {
      await domain.stats();
      return callAll(domain, listenersTo(registered(), first, String(second)), [first, second]);
    }
    default:
      return undefined;
  }
}

/** One after the other, each to its end; tells how many there were. */
async function callAll(
  domain: LuaDomain,
  handlers: readonly Registration[],
  args: readonly LuaValue[],
): Promise<Settled> {
  for (const { handler } of handlers) {
    const done = await domain.call(handler, args);
    if (!done.ok) return { error: done.problem.message };
  }
  return { value: handlers.length };
}
