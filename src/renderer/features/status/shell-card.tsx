import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ShellProbeStatus } from '../../../shared/contract';
import { numberText } from '../../text';
import { Badge, Prose, Switch } from '../../ui';
import { Card } from './card';
import type { ShellStore } from './shell-store';

/** What is typed into shells: which of them report it, and switches for that. */
export function ShellCard({ store }: { readonly store: ShellStore }) {
  const { value: status } = useStore(store.state);
  useEffect(() => {
    const { refresh } = store;
    refresh();
    addEventListener('focus', refresh);
    return () => removeEventListener('focus', refresh);
  }, [store]);
  if (!status) return null;
  const reporting = status.shells.reduce((sum, shell) => sum + shell.reporting, 0);
  return (
    <Card
      title="Shell probe"
      badge={reporting > 0 && <Badge tone="good">{`${numberText(reporting)} reporting`}</Badge>}
    >
      <p className="mb-2.5 text-sm text-muted">
        Terminals tell which lines are typed into them, so that builtins, functions and whole pipelines are seen, too.
        Terminals that you open from now on follow the switch.
      </p>
      {status.problem !== undefined && (
        <p className="mb-2.5 text-sm text-bad">
          <Prose text={status.problem} />
        </p>
      )}
      <ul className="flex flex-col gap-2">
        {status.shells.map((shell) => (
          <ShellRow key={shell.kind} shell={shell} store={store} />
        ))}
      </ul>
      {status.malformed > 0 && (
        <p className="mt-2.5 text-sm text-warn">{numberText(status.malformed)} reports could not be read.</p>
      )}
    </Card>
  );
}

type ShellState = ShellProbeStatus['shells'][number];

function ShellRow({ shell, store }: { readonly shell: ShellState; readonly store: ShellStore }) {
  const { kind, state, message, files } = shell;
  const canSwitch = state === 'installed' || state === 'absent';
  return (
    <li className="text-sm">
      <div className="flex min-h-6 items-center justify-between gap-3">
        {canSwitch ? (
          <Switch
            label={kind}
            checked={state === 'installed'}
            onChange={(installed) => void store.setInstalled(kind, installed)}
          />
        ) : (
          <span>{kind}</span>
        )}
        <span title={files.join(', ')} className="truncate text-faint">
          {stateText(shell)}
        </span>
      </div>
      {message !== undefined && (
        <p className={state === 'damaged' ? 'text-bad' : 'text-muted'}>
          <Prose text={message} />
        </p>
      )}
    </li>
  );
}

function stateText({ state, reporting }: ShellState): string {
  if (state === 'missing') return 'not found on this machine';
  if (state === 'damaged') return 'damaged';
  if (reporting > 0) return `${numberText(reporting)} reporting now`;
  return state === 'installed' ? 'none reporting now' : 'off';
}
