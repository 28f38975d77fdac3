import type { LuaState } from '../../../shared/contract';
import { msText } from '../../../shared/vocabulary';
import { DetailsSection } from '../../process';
import { numberText } from '../../text';
import { Badge } from '../../ui';
import { isStrange } from './commands';
import { handlersAmong, handlerText, type Registered } from './figures';

/** What a file has registered, and what each of it has cost. */
export function FileHandlers({ module, state }: { readonly module: string; readonly state: LuaState }) {
  const registrations = state.registrations.filter((one) => one.module === module);
  return (
    <DetailsSection title="Registered">
      {registrations.length === 0 && <p className="text-sm text-muted">Nothing.</p>}
      <ul className="flex flex-col">
        {registrations.map((one) => (
          <li key={`${one.domain} ${one.handler}`} className="border-b border-line/70 py-1.5 last:border-b-0">
            <p className="flex items-center gap-2">
              <Badge>{one.kind}</Badge>
              <span className="min-w-0 truncate font-mono text-sm" title={handlerText(one)}>
                {handlerText(one)}
              </span>
              {!one.enabled && <Badge tone="warn">off</Badge>}
              {isStrange(one, state) && <Badge tone="warn">no such command</Badge>}
            </p>
            {handlersAmong([one]).length > 0 && (
              <p className="text-xs text-muted tabular-nums">
                {one.calls === 0 ? 'not called yet' : costText(one)}
                {one.errors > 0 && <span className="text-bad">, {numberText(one.errors)} failed</span>}
              </p>
            )}
          </li>
        ))}
      </ul>
    </DetailsSection>
  );
}

function costText({ calls, totalMs, longestMs }: Registered): string {
  const times = calls === 1 ? 'called once' : `called ${numberText(calls)} times`;
  return `${times}, ${msText(totalMs)} in all, ${msText(longestMs)} at most`;
}
